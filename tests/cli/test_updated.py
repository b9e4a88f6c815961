"""`updated` moves when what readers see of an entry did, and at no other time: told by builds, read from feeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import feedparser
import pytest

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, NOW, Publication

LATER = NOW + timedelta(days=3)

PAGE = DAY_PAGE.replace("#tokenizer", "#tokenizer #llm")
VAULT = """https://arxiv.org/abs/2412.00002
https://example.org/code

*A paper on $\\alpha$ sentences* (Mary Somerville)

> We study sentences.

문장을  다룹니다. `코드`는 그대로입니다.

둘째 문단입니다.

<english>
On sentences.
</english>

# Links

[[Essay]]

#llm #embedding
"""
ARTICLE = """---
title: An essay
date: 2024-12-16
authors: [Emmy Noether]
---
수필입니다.
다음  줄입니다.
"""
BARE = "파일 이름이 제목입니다.\n\n#llm\n"

_FILES = {
    "2024-12-13.txt": PAGE,
    "vault/241218 Sentences.md": VAULT,
    "essays/Essay.md": ARTICLE,
    "241217 A naem.md": BARE,
}

Change = Callable[[Publication], object]


@pytest.fixture(autouse=True)
def _published(publication: Publication) -> None:
    for path, text in _FILES.items():
        publication.write(f"content/{path}", text)
    assert publication.run("build").exit_code == 0


def updates(publication: Publication) -> dict[str, datetime]:
    """Entry id -> `updated`, in all feeds that hold it."""
    found: dict[str, set[datetime]] = {}
    for path, content in publication.files().items():
        if path.endswith("atom.xml") and "/weekly/" not in path:  # issues move with their notes
            for entry in feedparser.parse(content).entries:
                found.setdefault(entry.id, set()).add(datetime.fromisoformat(entry.updated))
    assert all(len(moments) == 1 for moments in found.values()), "an entry is the same in all feeds"
    return {entry: moments.pop() for entry, moments in found.items()}


def after(change: Change, publication: Publication) -> set[str]:
    """The languages and dates of the entries whose `updated` a build moves after this change."""
    before = updates(publication)
    publication.now = LATER
    change(publication)

    result = publication.run("build")

    now = updates(publication)
    assert result.exit_code == 0, result.stderr
    assert now.keys() == before.keys()
    moved = {entry for entry in now if now[entry] != before[entry]}
    assert all(now[entry] > LATER - timedelta(minutes=1) for entry in moved)
    return {f"{entry.partition(',')[2][:10]} {entry[-2:]}" for entry in moved}


def edit(path: str, old: str, new: str) -> Change:
    """Change words in a file of content/."""

    def change(publication: Publication) -> None:
        file = publication.folder / "content" / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


def move(path: str, to: str) -> Change:
    def change(publication: Publication) -> None:
        target = publication.folder / "content" / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (publication.folder / "content" / path).rename(target)

    return change


def configure(old: str, new: str) -> Change:
    return lambda publication: publication.write("publisher.toml", CONFIGURATION.replace(old, new) if old else new)


def add(*tables: str) -> Change:
    return configure("", "\n".join((CONFIGURATION, *tables)))


PAGE_FILE, VAULT_FILE, ESSAY, NAMED = _FILES
UNSEEN: dict[str, Change] = {
    "nothing": lambda _: None,
    "a template": lambda site: site.write("templates/feeds/entry.html", "<p>{{ entry.title }}: other</p>"),
    "a template of pages": lambda site: site.write("templates/pages/index.html", "Other"),
    "a string": configure('languages = ["ko", "en"]', '[languages.ko.strings]\nfeed_paper = "글"\n[languages.en]\n'),
    "a tag": edit(PAGE_FILE, "#tokenizer", "#tokenizer #new"),
    "a tag less": edit(PAGE_FILE, "#tokenizer ", ""),
    "a hidden tag": add("[tags]", 'hidden = ["llm"]'),
    "an alias": add("[tags.aliases]", 'llm = "language-models"'),
    "the site's title": configure('"Notes"', '"Other notes"'),
    "the site's author": add("[[authors]]", 'name = "Somebody"'),
    "the address": configure("https://notes.example/", "https://notes.example/elsewhere/"),
    "the time zone": configure("Asia/Seoul", "America/New_York"),
    "the size of feeds": add("[feeds]", "entries = 3"),
    "a third language": configure('["ko", "en"]', '["ko", "en", "ru"]'),
    "languages in another order": configure('["ko", "en"]', '["en", "ko"]'),
    "a moved file": move(VAULT_FILE, "2024/12/241218 Sentences.md"),
    "a moved page": move(PAGE_FILE, "pages/december.txt"),
    "a link to another note": edit(VAULT_FILE, "[[Essay]]", "[[Other]]"),
    "an address that is not shown": edit(VAULT_FILE, "example.org/code", "example.org/model"),
    "spaces within a line": edit(ESSAY, "다음  줄", "다음 줄"),
    "spaces at the end of a line": edit(ESSAY, "수필입니다.", "수필입니다. "),
    "spaces at the end of a page's line": edit(PAGE_FILE, "On bytes.", "On bytes.  "),
    "blank lines": edit(VAULT_FILE, "\n\n둘째", "\n\n\n\n둘째"),
    "blank lines between notes": edit(PAGE_FILE, "A paper on words", "\n\nA paper on words"),
    "ends of lines": edit(VAULT_FILE, "\n", "\r\n"),
    "a byte order mark": edit(ESSAY, "---\ntitle", "\ufeff---\ntitle"),
    "keys in another order": edit(
        ESSAY, "date: 2024-12-16\nauthors: [Emmy Noether]", "authors: [Emmy Noether]\ndate: 2024-12-16"
    ),
    "a title's other spelling of the same letters": edit(VAULT_FILE, "$\\alpha$", "α"),
}  # fmt: skip
SEEN: dict[str, tuple[Change, set[str]]] = {
    "a title": (edit(PAGE_FILE, "on bytes\n", "on Bytes\n"), {"2024-12-13 ko", "2024-12-13 en"}),
    "a title that is the file's name": (move(NAMED, "241217 A name.md"), {"2024-12-17 ko"}),
    "an author": (edit(VAULT_FILE, "Somerville", "Sommerville"), {"2024-12-18 ko", "2024-12-18 en"}),
    "authors in another order": (
        edit(PAGE_FILE, "Ada Lovelace, Alan Turing", "Alan Turing, Ada Lovelace"),
        {"2024-12-13 ko", "2024-12-13 en"},
    ),
    "an abstract": (edit(VAULT_FILE, "study sent", "study all sent"), {"2024-12-18 ko", "2024-12-18 en"}),
    "the paper's address": (edit(VAULT_FILE, "2412.00002", "2412.00002v2"), {"2024-12-18 ko", "2024-12-18 en"}),
    "one language": (edit(VAULT_FILE, "On sentences.", "On some sentences."), {"2024-12-18 en"}),
    "markup": (edit(VAULT_FILE, "둘째 문단", "**둘째** 문단"), {"2024-12-18 ko"}),
    "LaTeX": (edit(VAULT_FILE, "On sentences.", "On $x^2$ sentences."), {"2024-12-18 en"}),
    "spaces in code": (edit(VAULT_FILE, "`코드`", "`코  드`"), {"2024-12-18 ko"}),
    "a paragraph of its own": (edit(ESSAY, "수필입니다.\n", "수필입니다.\n\n"), {"2024-12-16 ko"}),
    "a date in front matter": (edit(ESSAY, "date: 2024-12-16", "date: 2024-12-15"), {"2024-12-16 ko"}),
    "the date in a file's name": (move(VAULT_FILE, "vault/241217 Sentences.md"), {"2024-12-18 ko", "2024-12-18 en"}),
    "the date of a page": (edit(PAGE_FILE, "2024-12-13", "2024-12-12"), {"2024-12-13 ko", "2024-12-13 en"}),
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_readers_do_not_read_moves_nothing(publication: Publication, change: Change) -> None:
    assert after(change, publication) == set()


@pytest.mark.parametrize(("change", "expected"), SEEN.values(), ids=SEEN)
def test_what_readers_read_moves_the_entries_that_show_it(
    publication: Publication, change: Change, expected: set[str]
) -> None:
    assert after(change, publication) == expected


def test_an_edit_beside_a_change_of_the_program_is_noticed(publication: Publication) -> None:
    def both(site: Publication) -> None:
        UNSEEN["a template"](site)
        SEEN["one language"][0](site)

    assert after(both, publication) == {"2024-12-18 en"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2024-12-17T10:00:00+09:00", "2024-12-17T10:00:00+09:00"),
        ("2025-06-01T10:00:00+09:00", "2025-06-01T10:00:00+09:00"),
        ("2024-12-01T10:00:00+09:00", "2024-12-16T01:00:00+09:00"),
    ],
    ids=["later than published", "in the future", "before it was published"],
)
def test_updated_in_front_matter_wins(publication: Publication, told: str, expected: str) -> None:
    publication.now = LATER
    edit(ESSAY, "date: 2024-12-16\n", f"date: 2024-12-16\nupdated: {told}\n")(publication)
    edit(ESSAY, "수필입니다.", "고친 수필입니다.")(publication)

    publication.run("build")

    (found,) = (moment for entry, moment in updates(publication).items() if "2024-12-16" in entry)
    assert found == datetime.fromisoformat(expected)


def test_updated_in_front_matter_that_is_removed_leaves_the_moment_it_told(publication: Publication) -> None:
    line = "updated: 2024-12-18T10:00:00+09:00\n"
    edit(ESSAY, "date: 2024-12-16\n", f"date: 2024-12-16\n{line}")(publication)
    publication.run("build")

    assert after(edit(ESSAY, line, ""), publication) == set()


def test_a_note_that_was_gone_and_returns_as_it_was_is_not_updated(publication: Publication) -> None:
    before = updates(publication)
    move(VAULT_FILE, "../away.md")(publication)
    publication.run("build")
    publication.now = LATER
    (publication.folder / "away.md").rename(publication.folder / "content" / VAULT_FILE)

    publication.run("build")

    assert updates(publication) == before
