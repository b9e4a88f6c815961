"""Archive documents (RFC 5005, section 4): together everything, and closed for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher.content.library import Library, Stamp, StampedNote, collect
from publisher.content.tags import TagRules
from publisher.feeds.size import Archives, FeedSize
from tests.builders import SEOUL, a_note, a_site, an_edition
from tests.feeds.builders import contents
from tests.feeds.rules import atom_faults

ADDRESS = "https://notes.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = datetime(2024, 1, 1, 9, tzinfo=SEOUL)


def a_library_of(count: int, *, bilingual: int = 0) -> Library:
    """Notes of one tag, each an hour after the last; the newest of them in English too."""
    return collect(
        (_stamped(number, is_bilingual=number >= count - bilingual) for number in range(count)),
        site=a_site(),
        rules=TagRules(),
    )


@cache
def _stamped(number: int, *, is_bilingual: bool) -> StampedNote:
    languages = ("ko", "en") if is_bilingual else ("ko",)
    editions = tuple(an_edition(code, title=f"Paper {number}") for code in languages)
    moment = FIRST + timedelta(hours=number)
    return StampedNote(
        note=a_note(date=moment.date(), editions=editions, tags=("llm",)),
        id=f"tag:notes.example,{moment:%Y-%m-%d}:note-{number}",
        stamps=tuple(Stamp(language=code, published=moment, updated=moment) for code in languages),
    )


def archived(library: Library, archives: Archives = Archives.LANGUAGES) -> dict[str, bytes]:
    size = FeedSize(entries=20, days=0)
    return {
        path: content
        for path, content in contents(library, archives=archives, size=size).items()
        if "/archive/" in path or path.endswith("atom.xml")
    }


def links(content: bytes) -> dict[str, str]:
    """Relation -> address, of the links that lead to other documents of a feed."""
    found = etree.fromstring(content).findall(f"{ATOM}link")
    return {
        link.get("rel", ""): link.get("href", "").removeprefix(ADDRESS)
        for link in found
        if link.get("rel") in {"self", "current", "prev-archive", "next-archive"}
    }


def ids(content: bytes) -> list[str]:
    return [entry.findtext(f"{ATOM}id", "") for entry in etree.fromstring(content).findall(f"{ATOM}entry")]


def is_closed(content: bytes) -> bool:
    return etree.fromstring(content).find("{http://purl.org/syndication/history/1.0}archive") is not None


def logical_feed(files: dict[str, bytes], path: str) -> list[str]:
    """Every id that a reader meets who starts at a feed and follows `prev-archive`."""
    met: list[str] = []
    while path:
        met.extend(found for found in ids(files[path]) if found not in met)
        path = links(files[path]).get("prev-archive", "")
    return met


def test_documents_lead_to_one_another() -> None:
    files = archived(a_library_of(230))

    assert {path: links(content) for path, content in files.items() if path.startswith("ko/a")} == {
        "ko/archive/1.xml": {
            "self": "ko/archive/1.xml",
            "current": "ko/atom.xml",
            "next-archive": "ko/archive/2.xml",
        },
        "ko/archive/2.xml": {
            "self": "ko/archive/2.xml",
            "current": "ko/atom.xml",
            "prev-archive": "ko/archive/1.xml",
            "next-archive": "ko/archive/3.xml",
        },
        "ko/archive/3.xml": {
            "self": "ko/archive/3.xml",
            "current": "ko/atom.xml",
            "prev-archive": "ko/archive/2.xml",
        },
        "ko/atom.xml": {"self": "ko/atom.xml", "prev-archive": "ko/archive/3.xml"},
    }


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200, 230])
def test_a_feed_and_its_archives_are_everything(count: int) -> None:
    library = a_library_of(count)

    files = archived(library)

    assert sorted(logical_feed(files, "ko/atom.xml")) == sorted(entry.id for entry in library.of("ko"))


@pytest.mark.parametrize("count", [1, 100, 230])
def test_a_document_holds_a_hundred_entries_and_is_closed_then(count: int) -> None:
    files = archived(a_library_of(count))

    documents = {path: content for path, content in files.items() if path.startswith("ko/archive/")}
    assert [len(ids(content)) for content in documents.values()] == [*[100] * (count // 100), count % 100]
    assert [is_closed(content) for content in documents.values()] == [*[True] * (count // 100), False]


def test_every_document_keeps_the_rules_of_atom() -> None:
    files = archived(a_library_of(200, bilingual=5))

    faults = {path: atom_faults(content, ADDRESS + path) for path, content in files.items()}

    assert len(faults) == 6 + 2 + 2
    assert not {path: found for path, found in faults.items() if found}


def test_entries_stand_in_archives_as_in_feeds() -> None:
    files = archived(a_library_of(5))

    _, _, current = files["ko/atom.xml"].partition(b"<entry>")
    _, _, kept = files["ko/archive/1.xml"].partition(b"<entry>")

    assert current == kept


@settings(max_examples=25)
@given(before=st.integers(1, 320), after=st.integers(0, 320), bilingual=st.integers(0, 50))
def test_a_closed_document_never_changes_a_byte(before: int, after: int, bilingual: int) -> None:
    earlier = archived(a_library_of(before), Archives.ALL)
    # English joins with the newest notes alone: those before them are what they were.
    later = archived(a_library_of(before + after, bilingual=min(bilingual, after)), Archives.ALL)

    closed = {path: content for path, content in earlier.items() if "/archive/" in path and is_closed(content)}

    assert len(closed) == before // 100 * 2
    assert {path: later[path] for path in closed} == closed


@pytest.mark.parametrize(
    ("archives", "folders"),
    [
        (Archives.NONE, set()),
        (Archives.LANGUAGES, {"ko"}),
        (Archives.ALL, {"ko", "ko/tags/llm"}),
    ],
)
def test_the_configuration_says_whose_entries_are_kept(archives: Archives, folders: set[str]) -> None:
    files = archived(a_library_of(3), archives)

    assert {path.partition("/archive/")[0] for path in files if "/archive/" in path} == folders
    assert all(
        ("prev-archive" in links(files[f"{folder}/atom.xml"])) == (folder in folders)
        for folder in ("ko", "ko/tags/llm")
    )


def test_an_aliased_tag_leads_into_the_archive_of_the_tag() -> None:
    rules = TagRules(aliases={"old": "llm"})

    files = contents(a_library_of(3), archives=Archives.ALL, rules=rules)

    assert files["ko/tags/old/atom.xml"] == files["ko/tags/llm/atom.xml"]
    assert "ko/tags/old/archive/1.xml" not in files
