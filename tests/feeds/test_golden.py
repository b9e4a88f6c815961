"""What a reader gets, byte for byte. After a wanted change: `python -m tests.feeds.test_golden`, and read the diff."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import publisher
from publisher.content.library import Entry
from publisher.content.rendering.article import Article
from tests.builders import a_note, an_edition, an_entry
from tests.feeds.builders import a_shelf, an_article, contents

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]
NAMES = {
    "ko/tags/강화학습/atom.xml": "atom.xml",
    "en/rss.xml": "rss.xml",
    "en/feed.json": "feed.json",
    "feeds.opml": "feeds.opml",
}


def feeds() -> dict[str, bytes]:
    """A small publication that has a bit of everything."""
    library = a_shelf(
        a_note(
            title="Byte Models: A <b>Study</b>",
            authors=("Ada Lovelace", "Alan Turing & the others"),
            tags=("tokenizer", "강화학습", "C++"),
            editions=(an_edition("ko"), an_edition("en", title="If a < b & c > d")),
        ),
        a_note(
            date=date(2024, 12, 9),
            authors=(),
            addresses=(),
            tags=(),
            editions=(an_edition("en", title="Without a paper", abstract=""),),
        ),
    )
    return contents(library, articles=article)


def article(entry: Entry) -> Article:
    related = (an_entry(language=entry.language, note_id="tag:notes.example,2024-12-01:earlier", title="Earlier"),)
    return an_article(entry, related=related if entry.tags else ())


def golden(content: bytes) -> bytes:
    """A file without the version of the program, so that a release changes no golden file."""
    return content.replace(publisher.__version__.encode(), b"VERSION")


def digest() -> str:
    return hashlib.sha256(b"".join(path.encode() + content for path, content in feeds().items())).hexdigest()


@pytest.mark.parametrize(("path", "name"), NAMES.items())
def test_readers_get_what_they_got(path: str, name: str) -> None:
    assert golden(feeds()[path]).decode() == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"},
    ],
    ids=lambda surroundings: surroundings["TZ"],
)
def test_bytes_do_not_depend_on_the_surroundings(surroundings: dict[str, str]) -> None:
    program = "from tests.feeds.test_golden import digest; print(digest())"

    told = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | surroundings, cwd=ROOT, capture_output=True, check=True
    )

    assert told.stdout.decode().strip() == digest()


if __name__ == "__main__":
    written = feeds()
    for path, name in NAMES.items():
        (GOLDEN / name).write_bytes(golden(written[path]))
