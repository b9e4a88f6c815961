"""The 170 notes of the vault, counted a second time by other means: raw lines and plain patterns.

This counter shares no code with the loader. A line of it is Korean when it has a Hangul syllable, English when it has
two Latin words and is no title, no abstract and no address; names are counted by commas; tags are `#` and a word.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from publisher.content.census import count
from publisher.content.loader import Reading
from publisher.content.tags import TagRules
from tests.content.reading import SHARED, read_folder

VAULT = SHARED / "input" / "vault"

pytestmark = pytest.mark.skipif(not VAULT.is_dir(), reason="../shared is absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What there is to count in one note."""

    date: date
    title: str
    authors: int
    first_author: str
    last_author: str
    address: str
    languages: tuple[str, ...]
    tags: tuple[str, ...]
    has_abstract: bool
    links: int


def counted(path: Path) -> Count:
    raw = path.read_text("utf-8")
    lines = [line.strip() for line in re.sub(r"\n +", " ", raw).split("\n") if line.strip()]
    found = [
        re.fullmatch(r"(?:\*(.+)\*|([A-Z][^*>#<()]*)) \((.+)\)", line)
        for line in lines
        if not re.search(r"[가-힣]", line)
    ]
    headings = [
        heading for heading in found if heading and "://" not in heading[3] and (heading[1] or "," in heading[3])
    ]
    people = headings[0][3].replace(" (additional authors not shown)", "") if headings else ""
    names = [name for name in re.split(r", |: ", people) if name not in {"", ":"}]
    others = {heading[0] for heading in headings}
    body = [line for line in lines if line not in others and not re.match(r"https?://\S+$|[>#]|\[\[|</?english>", line)]
    latin = [re.sub(r"https?://\S+", "", line) for line in body if not re.search(r"[가-힣]", line)]
    english = any(len(re.findall(r"[a-z]{2,}", line)) > 1 for line in latin)
    year, month, day = (int(path.name[at : at + 2]) for at in (0, 2, 4))
    return Count(
        date=date(2000 + year, month, day),
        title=(headings[0][1] or headings[0][2]).strip() if headings else path.stem[7:],
        authors=len(names),
        first_author=names[0] if names else "",
        last_author=names[-1] if names else "",
        address=lines[0],
        languages=("ko",) * any(re.search(r"[가-힣]", line) for line in body) + ("en",) * english,
        tags=tuple(dict.fromkeys(re.findall(r"(?<!\S)#([\w-]+)", raw))),
        has_abstract=any(line.startswith(">") for line in lines),
        links=len(set(re.findall(r"^\[\[(.+?)(?:\.md)?\]\]", raw, re.MULTILINE))),
    )


@cache
def the_reading() -> Reading:
    return read_folder(VAULT)


@cache
def the_counts() -> dict[str, Count]:
    return {path.relative_to(VAULT).as_posix(): counted(path) for path in sorted(VAULT.rglob("*.md"))}


def differences(*fields: str) -> list[tuple[str, str, object, object]]:
    """Where the loader and the second counter differ: file, field, the loader's, the other's."""
    found: list[tuple[str, str, object, object]] = []
    for piece in the_reading().pieces:
        other = the_counts()[piece.file]
        ours = {
            "date": piece.date,
            "title": piece.title,
            "authors": len(piece.authors),
            "first_author": piece.authors[0] if piece.authors else "",
            "last_author": piece.authors[-1] if piece.authors else "",
            "address": piece.addresses[0] if piece.addresses else "",
            "languages": tuple(edition.language for edition in piece.editions),
            "tags": piece.tags,
            "links": len(piece.related),
        }
        found += [
            (piece.file, field, ours[field], getattr(other, field))
            for field in fields
            if ours[field] != getattr(other, field)
        ]
    return found


def test_both_see_the_same_files() -> None:
    assert {piece.file for piece in the_reading().pieces} == set(the_counts())
    assert len(the_counts()) == 170


def test_dates_titles_and_addresses_agree() -> None:
    assert differences("date", "title", "address") == []


def test_authors_agree() -> None:
    assert differences("authors", "first_author", "last_author") == []


def test_languages_agree() -> None:
    assert differences("languages") == []


def test_tags_agree() -> None:
    assert differences("tags") == []


def test_links_agree() -> None:
    assert differences("links") == []


def test_an_abstract_is_shown_where_there_is_one_and_never_in_a_commentary() -> None:
    for piece in the_reading().pieces:
        for edition in piece.editions:
            assert bool(edition.abstract) == the_counts()[piece.file].has_abstract
            assert not any(line.startswith(">") for line in edition.commentary.split("\n"))


def test_no_language_stands_in_the_commentary_of_another() -> None:
    for piece in the_reading().pieces:
        for edition in piece.editions:
            for line in filter(None, edition.commentary.split("\n")):
                hangul = bool(re.search(r"[가-힣]", line))
                words = re.findall(r"[a-z]{3,}", re.sub(r"https?://\S+", "", line))
                assert hangul == (edition.language == "ko") or (edition.language == "ko" and len(words) < 4), line


def test_the_census_agrees_with_the_sum_of_the_second_count() -> None:
    census = count(the_reading().pieces, languages=("ko", "en"), rules=TagRules())

    others = the_counts().values()
    weeks = Counter("{}-W{:02}".format(*other.date.isocalendar()[:2]) for other in others)
    tags = Counter(tag for other in others for tag in {re.sub("[_-]+", "-", tag.lower()) for tag in other.tags})
    assert (census.notes, census.dated) == (170, 170)
    assert census.languages == Counter(code for other in others for code in other.languages)
    assert census.weeks == weeks
    assert census.tags == tags
