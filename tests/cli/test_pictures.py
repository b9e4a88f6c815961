"""Pictures beside notes, from content/ to pages, feeds and mail."""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest
from lxml import html

from tests.cli.conftest import CONSENT, NOW, Publication
from tests.drawings import jpeg, png

ADDRESS = "https://notes.example/"
NOTE = """*A figure* (Ada Lovelace)

{korean}

<english>
{english}
</english>

#llm
"""
PAGE = "ko/2024/12/18/index.html"


def path_of(content: bytes, ending: str = "png") -> str:
    return f"images/{hashlib.sha256(content).hexdigest()[:32]}.{ending}"


def draw(publication: Publication, path: str, content: bytes) -> str:
    """Put a picture into content/; the value is its address on the site."""
    file = publication.folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return ADDRESS + path_of(content)


def write(publication: Publication, korean: str, english: str = "English text.", name: str = "241218 Figure") -> None:
    publication.write(f"content/notes/{name}.md", NOTE.format(korean=korean, english=english))


def build(publication: Publication) -> list[str]:
    """Build, and return what was told."""
    result = publication.run("build")
    assert result.exit_code == 0, result.stderr
    return [str(line) for line in result.stderr.splitlines()]


def shown(content: str) -> list[dict[str, str]]:
    return [dict(image.attrib) for image in html.fragment_fromstring(content, create_parent="div").iter("img")]


def entry(publication: Publication, path: str) -> Any:
    """Whatever a reader has of the note with the figure."""
    entries = feedparser.parse(publication.files()[path]).entries
    return next(entry for entry in entries if entry.title == "A figure")


def own(publication: Publication) -> dict[str, bytes]:
    return {path: content for path, content in publication.files().items() if path.startswith("images/")}


@pytest.mark.parametrize("written", ["![그림](figure.png)", "![[figure.png|그림]]", '![그림](./figure.png "제목")'])
def test_a_picture_beside_a_note_is_shown_wherever_the_note_is(publication: Publication, written: str) -> None:
    address = draw(publication, "notes/figure.png", png(30, 20))
    write(publication, f"글입니다.\n\n{written}\n\n다른 글입니다.")

    told = build(publication)

    files = publication.files()
    assert told == []
    assert own(publication) == {path_of(png(30, 20)): png(30, 20)}
    expected = {"src": address, "alt": "그림", "width": "30", "height": "20"}
    for name in ("atom.xml", "rss.xml"):
        assert shown(entry(publication, f"ko/{name}").content[0].value) == [expected]
    item = next(item for item in json.loads(files["ko/feed.json"])["items"] if item["title"] == "A figure")
    assert shown(item["content_html"]) == [expected]
    assert item["image"] == address
    assert f'<img src="{address}" alt="그림" width="30" height="20"' in files[PAGE].decode()


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_the_first_picture_is_announced_with_its_type_and_length(publication: Publication, name: str) -> None:
    draw(publication, "notes/figure.png", jpeg(4, 3))
    draw(publication, "notes/other.png", png())
    write(publication, "글입니다. ![](figure.png) ![](other.png)")

    build(publication)

    (enclosure,) = entry(publication, f"ko/{name}").enclosures
    assert enclosure.href == ADDRESS + path_of(jpeg(4, 3), "jpg")
    assert (enclosure.type, int(enclosure.length)) == ("image/jpeg", len(jpeg(4, 3)))


def test_a_mail_links_to_the_picture_and_loads_nothing(publication: Publication) -> None:
    address = draw(publication, "notes/figure.png", png())
    write(publication, "글입니다. ![그림](figure.png)")
    build(publication)

    publication.run("digest", "--week", "2024-W51", "--language", "ko", "--output", "mail")

    (mail,) = (publication.folder / "mail").glob("*.html")
    text = mail.read_text("utf-8")
    assert "<img" not in text
    assert re.search(rf'<a href="{address}"[^>]*>그림</a>', text)


@pytest.mark.parametrize("arguments", [("--yes",), ("--test", "me@example.org")])
def test_a_letter_that_is_sent_links_to_the_picture_as_the_digest_does(
    publication: Publication, arguments: tuple[str, ...]
) -> None:
    address = draw(publication, "notes/figure.png", png())
    write(publication, "글입니다.", "Text. ![The figure](figure.png)")
    build(publication)
    publication.run("subscribers", "add", "ada@example.org", "--choice", "en", *CONSENT)

    publication.run("send", *arguments, "--week", "2024-W51", "--language", "en")

    (content,) = publication.files("outbox").values()
    message = email.message_from_bytes(content, policy=email.policy.default)
    page, text = message.get_body(("html",)), message.get_body(("plain",))
    assert page
    assert text
    assert re.search(rf'<a href="{address}"[^>]*>The figure</a>', page.get_content())
    assert f"The figure ({address})" in " ".join(text.get_content().split())


@pytest.mark.parametrize("key", ["image: figure.png", "image: https://a.example/figure.png"])
def test_front_matter_names_a_picture_that_comes_first(publication: Publication, key: str) -> None:
    address = draw(publication, "figure.png", png())
    address = "https://a.example/figure.png" if "://" in key else address
    text = f"---\ntitle: A figure\ndate: 2024-12-18\n{key}\n---\n글입니다.\n\n<english>\nA text.\n</english>\n"
    publication.write("content/notes/figure.md", text)

    assert build(publication) == []

    for code in ("ko", "en"):
        found = entry(publication, f"{code}/atom.xml")
        assert shown(found.content[0].value)[0]["src"] == address
        assert shown(found.content[0].value)[0]["alt"] == "A figure"
        assert found.enclosures[0].href == address
        assert "A figure" not in found.summary


def test_a_picture_of_front_matter_that_the_text_shows_is_shown_once(publication: Publication) -> None:
    address = draw(publication, "notes/figure.png", png())
    text = "---\ntitle: A figure\ndate: 2024-12-18\nimage: figure.png\n---\n글입니다.\n\n![그림](../notes/figure.png)\n"
    publication.write("content/notes/figure.md", text)

    build(publication)

    assert [image["src"] for image in shown(entry(publication, "ko/atom.xml").content[0].value)] == [address]


@pytest.mark.parametrize("key", ["image: {src: figure.png}", "image: [figure.png]", "image:"])
def test_what_other_programs_keep_under_image_is_let_be(publication: Publication, key: str) -> None:
    publication.write("content/notes/a.md", f"---\ntitle: A figure\ndate: 2024-12-18\n{key}\n---\n글입니다.\n")

    assert build(publication) == []

    assert shown(entry(publication, "ko/atom.xml").content[0].value) == []


def test_a_picture_without_a_language_of_its_own_stays_with_the_text_before_it(publication: Publication) -> None:
    draw(publication, "notes/figure.png", png())
    publication.write(
        "content/notes/241218 A figure.md", "글입니다.\n\n![Figure one](figure.png)\n\n이어지는 글입니다.\n\n#llm\n"
    )

    build(publication)

    assert len(shown(entry(publication, "ko/atom.xml").content[0].value)) == 1
    assert "A figure" not in publication.files()["en/atom.xml"].decode()


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("![](gone.png)", "gone.png"),
        ("![[gone.png]]", "gone.png"),
        ("![](<gone away.png>)", "gone away.png"),
        ("![](../../publisher.toml)", "../../publisher.toml"),
        ("![](%2e%2e/%2e%2e/secret.png)", "%2e%2e/%2e%2e/secret.png"),
        ("![](/etc/passwd)", "/etc/passwd"),
        ("![](drawing.svg)", "drawing.svg"),
        ("![](fig(1).png)", "fig(1).png"),
    ],
)
def test_a_picture_that_is_not_there_is_told_and_its_words_shown(
    publication: Publication, written: str, named: str
) -> None:
    (publication.folder / "secret.png").write_bytes(png())
    write(publication, f"글입니다. {written.replace('![]', '![그림]')}")
    publication.write("content/notes/drawing.svg", "<svg/>")

    (told,) = build(publication)

    assert told == (
        f"content/notes/241218 Figure.md:1: image {named!r} is shown by its words only: "
        "expected a picture below content/"
    )
    assert shown(entry(publication, "ko/atom.xml").content[0].value) == []
    assert own(publication) == {}


def test_addresses_elsewhere_and_code_are_let_be(publication: Publication) -> None:
    write(publication, "글 ![x](https://a.example/x.png) `![y](y.png)`\n\n```\n![[z.png]]\n```")

    assert build(publication) == []
    assert [image["src"] for image in shown(entry(publication, "ko/atom.xml").content[0].value)] == [
        "https://a.example/x.png"
    ]


@pytest.mark.parametrize("name", ["그림 하나.png", "a b.png", "100%.png", "강화#학습.png"])
def test_any_name_of_a_file_may_be_written_between_angle_brackets(publication: Publication, name: str) -> None:
    address = draw(publication, f"notes/{name}", png())
    write(publication, f"글입니다. ![그림](<{name}>)")

    assert build(publication) == []
    assert [image["src"] for image in shown(entry(publication, "ko/atom.xml").content[0].value)] == [address]


def test_one_picture_in_two_notes_is_one_file_and_leaves_with_the_last(publication: Publication) -> None:
    draw(publication, "notes/a.png", png())
    draw(publication, "notes/b.png", png())
    write(publication, "글 ![](a.png)", name="241218 One")
    write(publication, "다른 글 ![](b.png)", name="241217 Two")
    build(publication)
    assert own(publication) == {path_of(png()): png()}

    write(publication, "글", name="241218 One")
    build(publication)
    assert own(publication) == {path_of(png()): png()}

    write(publication, "다른 글", name="241217 Two")
    build(publication)
    assert own(publication) == {}
    assert not (publication.folder / "feeds/images").exists()


def test_other_bytes_under_a_name_change_what_shows_them_and_no_date(publication: Publication) -> None:
    old = draw(publication, "notes/figure.png", png())
    write(publication, "글입니다. ![그림](figure.png)")
    build(publication)
    before, dates = publication.files(), entry(publication, "ko/atom.xml").updated
    register = (publication.folder / "register.jsonl").read_bytes()
    publication.now = NOW + timedelta(hours=1)

    new = draw(publication, "notes/figure.png", png(shade=7))
    build(publication)

    after = publication.files()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    changed -= {".publisher.json"}
    held = {path for path, content in before.items() if old.encode() in content}
    assert changed == held | {unquote(address.removeprefix(ADDRESS)) for address in (old, new)}
    assert all(new.encode() in after[path] for path in held)
    assert entry(publication, "ko/atom.xml").updated == dates
    assert (publication.folder / "register.jsonl").read_bytes() == register


def test_a_second_build_changes_nothing_and_a_clean_one_gives_the_same_bytes(publication: Publication) -> None:
    draw(publication, "notes/figure.png", png())
    write(publication, "글입니다. ![그림](figure.png)", "Text. ![[figure.png]]")
    build(publication)
    before = publication.files()

    assert build(publication) == []
    assert publication.files() == before
    for file in (publication.folder / ".publisher").iterdir():
        file.unlink()
    build(publication)

    assert publication.files() == before


def test_without_pages_feeds_have_their_pictures(publication: Publication) -> None:
    draw(publication, "notes/figure.png", png())
    write(publication, "글입니다. ![그림](figure.png)")
    file = publication.folder / "publisher.toml"
    file.write_text(file.read_text("utf-8") + "[pages]\npublish = false\n", "utf-8")

    for _ in range(2):
        build(publication)
        assert own(publication) == {path_of(png()): png()}


def test_a_picture_over_the_limit_of_the_configuration_is_told(publication: Publication) -> None:
    draw(publication, "notes/figure.png", png())
    write(publication, "글입니다. ![그림](figure.png)")
    file = publication.folder / "publisher.toml"
    file.write_text(file.read_text("utf-8") + "[content]\nlargest_image = 20\n", "utf-8")

    (told,) = build(publication)

    assert told.endswith(f"is shown by its words only: {len(png())} bytes: expected at most 20")
    assert own(publication) == {}
