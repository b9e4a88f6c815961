"""What keeps the id of an entry, and what gives it another: each line of README's list, through the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta

import feedparser
import pytest

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, NOW, VAULT_NOTE, Publication

Edit = Callable[[Publication], object]

NOTE = "content/vault/241218 Sentences.md"
PAGE = "content/2024-12-13.txt"
BARE = VAULT_NOTE.replace("https://arxiv.org/abs/2412.00002\n\n", "")
"""A note without an address: nothing but its words tell which it is."""
ABOVE = "A new one\n(Ada)\nWe try.\n새 글입니다.\nA try.\n#llm\n"


def entries(publication: Publication) -> dict[str, str]:
    """Id -> `published`, of every entry in the feeds of languages."""
    files = publication.files()
    feeds = [feedparser.parse(files[path]) for path in files if path.count("/") == 1 and path.endswith("atom.xml")]
    return {entry.id: entry.published for feed in feeds for entry in feed.entries}


def write(path: str, text: str) -> Edit:
    return lambda publication: publication.write(path, text)


def configure(old: str, new: str) -> Edit:
    assert old in CONFIGURATION
    return write("publisher.toml", CONFIGURATION.replace(old, new))


def move(publication: Publication) -> None:
    (publication.folder / "content/deeper").mkdir()
    (publication.folder / NOTE).rename(publication.folder / "content/deeper/241218 Renamed.md")


def move_everything(publication: Publication) -> None:
    (publication.folder / "content/vault").rename(publication.folder / "content/archive")
    (publication.folder / PAGE).rename(publication.folder / "content/archive/241213.txt")


@pytest.fixture
def built(publication: Publication) -> Publication:
    """Built, and a month old: whatever came as new would be published now."""
    publication.write(NOTE, BARE)
    assert publication.run("build").exit_code == 0
    publication.now = NOW + timedelta(days=30)
    return publication


def after(publication: Publication, edit: Edit, *options: str) -> dict[str, str]:
    edit(publication)
    result = publication.run("build", *options)
    assert result.exit_code == 0, result.stderr
    return entries(publication)


KEEPING: dict[str, Edit] = {
    "a typo in a title": write(NOTE, BARE.replace("A paper on sentences", "A paper about sentences")),
    "a title on a day page": write(PAGE, DAY_PAGE.replace("A paper on bytes", "Bytes, considered")),
    "another text": write(NOTE, BARE.replace("문장을 다룹니다.", "다 고쳐 썼습니다.").replace("On sen", "Anew: sen")),
    "another author": write(NOTE, BARE.replace("Mary Somerville", "M. Somerville")),
    "an address that is found later": write(NOTE, VAULT_NOTE),
    "other tags": write(NOTE, BARE.replace("#llm #embedding", "#bert")),
    "another date in the name": lambda made: (made.folder / NOTE).rename(made.folder / "content/241201 Sentences.md"),
    "a file that is moved and renamed": move,
    "all files moved at once": move_everything,
    "another format": write(NOTE, f"---\ntitle: A paper on sentences\nauthors: [Mary Somerville]\n---\n{BARE}"),
    "a note above it on its page": write(
        PAGE,
        DAY_PAGE.replace("A paper on bytes", "A new one\n(Ada)\nWe try.\n새 글입니다.\nA try.\n#llm\nA paper on bytes"),
    ),
    "another title of the site": configure('title = "Notes"', 'title = "Other notes"'),
    "another address of the site": configure("https://notes.example/", "https://elsewhere.example/blog/"),
    "another order of languages": configure('["ko", "en"]', '["en", "ko"]'),
    "another time zone": configure("Asia/Seoul", "UTC"),
}


@pytest.mark.parametrize("edit", KEEPING.values(), ids=KEEPING)
def test_it_keeps_the_id_and_the_date(built: Publication, edit: Edit) -> None:
    before = {entry: moment[:10] for entry, moment in entries(built).items()}

    now = {entry: moment[:10] for entry, moment in after(built, edit).items()}

    in_utc = "UTC" in (built.folder / "publisher.toml").read_text("utf-8")
    assert now.keys() >= before.keys()
    assert in_utc or before.items() <= now.items()


def test_a_new_language_gives_new_ids_to_its_own_entries_alone(built: Publication) -> None:
    configure('["ko", "en"]', '["ko"]')(built)
    shutil.rmtree(built.folder / "feeds")
    (built.folder / "register.jsonl").unlink()
    assert built.run("build").exit_code == 0
    before = entries(built)

    now = after(built, write("publisher.toml", CONFIGURATION))

    assert before.items() <= now.items()
    assert {entry.rpartition("/")[0] for entry in now.keys() - before.keys()} == {
        entry.rpartition("/")[0] for entry in before
    }
    assert all(entry.endswith("/en") for entry in now.keys() - before.keys())


def test_a_second_note_of_the_same_title_has_an_id_of_its_own(built: Publication) -> None:
    before = entries(built)

    now = after(built, write("content/vault/250120 Sentences.md", BARE.replace("문장을", "다른 문장을")))

    assert before.items() <= now.items()
    assert len(now) == len(before) + 2
    assert {entry.partition(",")[2][:10] for entry in now.keys() - before.keys()} == {"2025-01-20"}


def test_two_notes_of_one_day_and_title_have_two_ids(built: Publication) -> None:
    before = entries(built)

    now = after(built, write("content/vault/241218 Sentences again.md", BARE.replace("문장을", "다른 문장을")))

    assert before.items() <= now.items()
    assert len(now) == len(before) + 2


def test_a_note_that_is_deleted_and_returns_has_its_id_again(built: Publication) -> None:
    before = entries(built)
    gone = after(built, lambda made: (made.folder / NOTE).unlink())

    assert len(gone) == len(before) - 2
    assert after(built, write(NOTE, BARE)) == before


@pytest.mark.parametrize(
    ("old", "new"), [("A paper on sentences", "Sentences: a paper"), ("Mary Somerville", "Ada Lovelace")]
)
def test_a_note_of_another_file_and_abstract_and_title_or_authors_is_another_and_that_is_told(
    built: Publication, old: str, new: str
) -> None:
    before = entries(built)
    (built.folder / NOTE).unlink()

    edited = BARE.replace(old, new).replace("We study sentences", "An abstract")
    built.write("content/241218 Other.md", edited)
    result = built.run("build")

    assert result.exit_code == 0
    assert len(entries(built).keys() & before.keys()) == len(before) - 2
    assert "comes as a new note, and tag:notes.example,2024-12-18:" in result.stderr


def test_another_authority_is_for_new_notes_alone(built: Publication) -> None:
    before = entries(built)
    write("content/250120 New.md", "*New* (Ada)\n\n새 글입니다.\n")(built)

    now = after(built, write("publisher.toml", f'{CONFIGURATION}authority = "elsewhere.example"\n'))

    assert before.items() <= now.items()
    assert {entry[:21] for entry in now.keys() - before.keys()} == {"tag:elsewhere.example"}
