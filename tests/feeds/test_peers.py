"""What other makers of feeds get wrong, from notes in a folder to the feeds that readers fetch: not here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import feedparser
import pytest
from lxml import etree

from publisher.feeds.formats import FORMATS
from tests.cli.conftest import CONFIGURATION, NOW, VAULT_NOTE, Publication
from tests.feeds.reader import ReadFeed, read

Edit = Callable[[str], str]

NOTE = "content/vault/241218 Sentences.md"
FORMULA = r"집합 $\{x_*\}_{i=1}^n$ 입니다."


def written(publication: Publication, text: str = VAULT_NOTE) -> dict[str, ReadFeed]:
    """Build with this note, and read every feed: path -> feed."""
    publication.write("publisher.toml", f'{CONFIGURATION}subtitle = "One a day"\n')
    publication.write(NOTE, text)
    result = publication.run("build")
    assert result.exit_code == 0, result.stderr
    formats = {feed_format.file_name: feed_format for feed_format in FORMATS}
    return {
        path: read(formats[name], content)
        for path, content in publication.files().items()
        if (name := path.rpartition("/")[2]) in formats
    }


def of_notes(feeds: dict[str, ReadFeed]) -> dict[str, ReadFeed]:
    """Those whose entries are notes, not issues of them."""
    return {path: feed for path, feed in feeds.items() if "/weekly/" not in path}


def own_ids(publication: Publication) -> dict[str, str]:
    """Path of an Atom feed -> its id."""
    files = publication.files()
    return {path: feedparser.parse(files[path]).feed.id for path in files if path.endswith("atom.xml")}


def test_a_note_of_tomorrow_is_in_no_feed_today(publication: Publication) -> None:
    publication.write("content/241225 Tomorrow.md", "*Tomorrow* (Ada)\n\n내일입니다.\n\n#llm\n")

    today = written(publication)

    assert not any(entry.title == "Tomorrow" for feed in today.values() for entry in feed.entries)
    publication.now = NOW + timedelta(days=1)
    assert {path for path, feed in written(publication).items() if feed.entries[0].title == "Tomorrow"} == {
        f"ko/{folder}{name}" for folder in ("", "tags/llm/") for name in ("atom.xml", "rss.xml", "feed.json")
    }


def test_no_two_feeds_have_one_id_or_one_address(publication: Publication) -> None:
    feeds = written(publication)

    ids = own_ids(publication)
    assert len(ids) > 6
    assert len(set(ids.values())) == len(ids)
    assert {path: unquote(feed.own_address) for path, feed in feeds.items()} == {
        path: f"https://notes.example/{path}" for path in feeds
    }


def test_no_two_feeds_of_a_format_have_one_title(publication: Publication) -> None:
    feeds = written(publication)

    for name in ("atom.xml", "rss.xml", "feed.json"):
        titles = [feed.title for path, feed in feeds.items() if path.endswith(name)]
        assert len(set(titles)) == len(titles)


def test_translations_reach_the_feeds_of_their_tags(publication: Publication) -> None:
    feeds = written(publication)

    for name in ("atom.xml", "rss.xml", "feed.json"):
        for tag in ("llm", "embedding"):
            (korean,), (english,) = (
                [entry for entry in feeds[f"{code}/tags/{tag}/{name}"].entries if "sentences" in entry.title]
                for code in ("ko", "en")
            )
            assert "문장을 다룹니다." in korean.content
            assert "On sentences." in english.content


def test_a_feed_holds_entries_of_its_own_language_alone(publication: Publication) -> None:
    for path, feed in of_notes(written(publication)).items():
        assert feed.language == path[:2]
        assert {entry.id.rpartition("/")[2] for entry in feed.entries} == {path[:2]}


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("ko", lambda text: text.replace("문장을 다룹니다.", "문장을 새로 다룹니다.")),
        ("en", lambda text: text.replace("On sentences.", "On new sentences.")),
    ],
)
def test_an_edit_in_one_language_reaches_its_feeds_and_no_other(
    publication: Publication, code: str, edit: Edit
) -> None:
    before = of_notes(written(publication))
    publication.now = NOW + timedelta(hours=1)

    after = of_notes(written(publication, edit(VAULT_NOTE)))

    holding = {path for path in before if any("2412.00002" in entry.id for entry in before[path].entries)}
    assert {path for path in before if before[path] != after[path]} == {
        path for path in holding if path.startswith(code)
    }


@pytest.mark.parametrize("tag", ["object-detection", "object_detection", "강화학습", "자연어-처리", "C++", "R"])
def test_no_tag_is_dropped_for_its_letters(publication: Publication, tag: str) -> None:
    feeds = written(publication, VAULT_NOTE.replace("#llm #embedding", f"#{tag} #llm"))

    for name in ("atom.xml", "rss.xml", "feed.json"):
        found = [feed for path, feed in feeds.items() if path.endswith(name) and f" · {tag}" in feed.title]
        assert [feed.language for feed in found] == ["en", "ko"]
        assert [[entry.tags for entry in feed.entries] for feed in found] == [[(tag, "llm")], [(tag, "llm")]]


def test_building_later_moves_no_date(publication: Publication) -> None:
    before = written(publication)
    files = publication.files()
    publication.now = NOW + timedelta(days=1)

    assert written(publication) == before
    assert publication.files().keys() == files.keys()


def test_every_entry_says_when_it_was_published_and_when_updated(publication: Publication) -> None:
    feeds = of_notes(written(publication))

    assert {entry.published.isoformat() for feed in feeds.values() for entry in feed.entries} == {
        "2024-12-13T00:59:59+09:00",
        "2024-12-13T01:00:00+09:00",
        "2024-12-18T01:00:00+09:00",
    }
    assert all(entry.updated == entry.published for feed in feeds.values() for entry in feed.entries)


def test_a_tag_that_nothing_has_any_more_has_no_feed(publication: Publication) -> None:
    written(publication)

    feeds = written(publication, VAULT_NOTE.replace(" #embedding", ""))

    assert not any("embedding" in path for path in feeds)
    assert not (publication.folder / "feeds/ko/tags/embedding").exists()
    assert "embedding" not in publication.files()["feeds.opml"].decode()


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff"])
def test_a_control_character_in_a_note_leaves_every_feed_well_formed(publication: Publication, control: str) -> None:
    text = VAULT_NOTE.replace("문장을", f"문장{control}을").replace("A paper on", f"A{control} paper on")

    feeds = written(publication, text)

    files = publication.files()
    for path in feeds:
        assert control.encode() not in files[path]
        (json.loads if path.endswith(".json") else etree.fromstring)(files[path])
        assert all("A paper on sentences" in entry.title for entry in feeds[path].entries if "2412.00002" in entry.id)


def test_a_formula_is_not_taken_for_markdown(publication: Publication) -> None:
    feeds = written(publication, VAULT_NOTE.replace("문장을 다룹니다.", FORMULA))

    for name in ("atom.xml", "rss.xml", "feed.json"):
        (entry,) = (entry for entry in feeds[f"ko/{name}"].entries if "2412.00002" in entry.id)
        assert "집합 {x<sub>*</sub>}<sub>i=1</sub><sup>n</sup> 입니다." in entry.content


@pytest.mark.parametrize(("code", "other"), [("ko", "en"), ("en", "ko")])
def test_an_entry_leads_to_its_translation(publication: Publication, code: str, other: str) -> None:
    written(publication)

    files = publication.files()
    address = f"https://notes.example/{other}/2024/12/18/#2024-12-18-2412.00002"
    for name in ("atom.xml", "rss.xml"):
        links = feedparser.parse(files[f"{code}/{name}"]).entries[0].links
        assert [link.href for link in links if link.get("hreflang") == other] == [address]
    item = json.loads(files[f"{code}/feed.json"])["items"][0]
    assert item["_publisher"]["translations"] == [{"language": other, "url": address}]


def test_titles_that_hold_markup_are_text_in_every_format(publication: Publication) -> None:
    feeds = written(publication, VAULT_NOTE.replace("A paper on sentences", "A <b> & ]]> C"))

    for name in ("atom.xml", "rss.xml", "feed.json"):
        assert "A <b> & ]]> C" in {entry.title for entry in feeds[f"ko/{name}"].entries}
