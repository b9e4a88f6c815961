"""People subscribe over HTTP with programs that others wrote, and have every entry just as it went in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path
from urllib.parse import quote

import pytest

from publisher.content.library import Library
from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.content.tags import Tag
from publisher.site import Site
from tests.builders import a_note, a_site, an_edition
from tests.feeds.builders import a_shelf, contents
from tests.loopback import served
from tests.readers.programs import NEWSBOAT, PROGRAMS, Program, Read, kept, reload

every_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
every_feed = pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])

HOSTILE = a_note(
    title="Bytes <b> & ]]> &amp; 🤗",
    authors=("Ada <A> & Co", "Alan Turing"),
    editions=(
        an_edition(
            "ko",
            title="바이트 <b> & ]]> &amp; 🤗",
            abstract="5 < 6 & 'so' \"on\"",
            commentary="<script>alert(1)</script> & ]]> &lt; 🤗\n\n집합 $\\{x_*\\}_{i=1}^n$ 과 **굵게** `a < b`.",
        ),
        an_edition("en", title="Bytes <b> & ]]> &amp; 🤗", abstract="", commentary="</content></entry> C:\\new\ttab"),
    ),
    tags=("강화학습", "C++", "object-detection"),
)
KOREAN_ALONE = a_note(
    title="한국어 글",
    authors=("김철수",),
    addresses=(),
    editions=(an_edition("ko", title="한국어 글", abstract="", commentary="하나.\n\n둘 😀."),),
    tags=("강화학습",),
)
PLAIN = a_note(tags=("C++",), date=date(2024, 12, 12))
NOTES = (HOSTILE, KOREAN_ALONE, PLAIN)

SHOWN = {
    ("한국어 글", "ko"): ["2024년 12월 13일 · 김철수", "하나.", "둘 😀.", "#강화학습"],
    ("바이트 <b> & ]]> &amp; 🤗", "ko"): [
        "2024년 12월 13일 · Ada <A> & Co, Alan Turing",
        "<script>alert(1)</script> & ]]> < 🤗",
        "집합 {x*}i=1n 과 굵게 a < b.",
        "초록",
        "5 < 6 & 'so' \"on\"",
        "논문: https://arxiv.org/abs/2412.00001",
        "#강화학습 #C++ #object-detection",
    ],
    ("Bytes <b> & ]]> &amp; 🤗", "en"): [
        "December 13, 2024 · Ada <A> & Co, Alan Turing",
        "</content></entry> C:\\new\ttab",
        "Paper: https://arxiv.org/abs/2412.00001",
        "#강화학습 #C++ #object-detection",
    ],
    ("Byte Models: A Study", "ko"): [
        "2024년 12월 12일 · Ada Lovelace, Alan Turing",
        "바이트 단위 모델입니다.",
        "초록",
        "We study models of bytes.",
        "논문: https://arxiv.org/abs/2412.00001",
        "#C++",
    ],
    ("Byte Models: A Study", "en"): [
        "December 12, 2024 · Ada Lovelace, Alan Turing",
        "A model of bytes.",
        "Abstract",
        "We study models of bytes.",
        "Paper: https://arxiv.org/abs/2412.00001",
        "#C++",
    ],
}
"""What a person reads of each entry, line by line."""

CHANNELS = {
    "ko/": ("ko", ""),
    "en/": ("en", ""),
    "ko/tags/강화학습/": ("ko", "강화학습"),
    "ko/tags/c++/": ("ko", "c++"),
    "en/tags/object-detection/": ("en", "object-detection"),
}


class Server:
    """A site on a plain server, and the entries that were published."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.site: Site = a_site(address=address)
        self.library: Library = a_shelf(*NOTES, site=self.site)
        self.publish(self.library)

    def publish(self, library: Library) -> None:
        for path, content in contents(library, site=self.site, articles=articles(library, self.site)).items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def feed(self, path: str) -> str:
        return self.site.address + quote(path)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    root = tmp_path / "site"
    root.mkdir()
    with served(root) as address:
        yield Server(root, address)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program's own folder."""
    made = tmp_path / "program"
    made.mkdir()
    return made


def present(program: Program) -> Program:
    if program.is_missing:
        pytest.skip(f"needs {program.name}: apt-get install {program.name}")
    return program


def expected(server: Server, channel: str, program: Program, name: str) -> list[Read]:
    """What went in, less what a program does not keep."""
    language, tag = CHANNELS[channel]
    knows_all = program.name == "feedparser"
    return [
        Read(
            id=entry.id,
            title=entry.title,
            address=server.site.url(entry.path),
            published=entry.published.astimezone(UTC),
            content="\n".join(SHOWN[entry.title, language]),
            authors=program.authors(entry.authors, name),
            categories=categories(entry.tags, program, name),
            language=language if knows_all else None,
        )
        for entry in server.library.of(language, tag)
    ]


def categories(tags: tuple[Tag, ...], program: Program, name: str) -> tuple[str, ...] | None:
    """What newsboat keeps none of; of an Atom category sfeed reads the `term`, others the `label`."""
    if program is NEWSBOAT:
        return None
    by_term = program.name == "sfeed" and name == "atom.xml"
    return tuple(tag.slug if by_term else tag.label for tag in tags)


@every_feed
@pytest.mark.parametrize("channel", CHANNELS)
@every_program
def test_a_program_has_every_entry_as_it_went_in(
    server: Server, folder: Path, program: Program, channel: str, name: str
) -> None:
    found = present(program).read(server.feed(channel + name), folder)

    wanted = expected(server, channel, program, name)
    assert wanted
    assert sorted(found, key=lambda entry: entry.id) == sorted(wanted, key=lambda entry: entry.id)


@every_feed
@every_program
def test_a_program_sorts_the_notes_of_a_day_as_they_were_published(
    server: Server, folder: Path, program: Program, name: str
) -> None:
    found = present(program).read(server.feed(f"ko/{name}"), folder)

    newest_first = sorted(found, key=lambda entry: entry.published, reverse=True)
    assert [entry.title for entry in newest_first] == ["바이트 <b> & ]]> &amp; 🤗", "한국어 글", "Byte Models: A Study"]


def test_newsboat_subscribes_to_everything_by_the_list_of_feeds(server: Server, folder: Path) -> None:
    present(NEWSBOAT)
    list_of_feeds = server.root / "feeds.opml"

    reload(folder, f"--import-from-opml={list_of_feeds}")
    reload(folder)

    # A feed a language, its weekly one, and one for each of its tags; of an entry in several newsboat keeps one.
    assert len((folder / "urls").read_text("utf-8").splitlines()) == 2 + 2 + 2 * 3
    notes = [entry for entry in kept(folder) if "/weekly/" not in entry.id]
    assert {entry.id for entry in notes} == {entry.id for entry in server.library.entries}
    assert len(notes) == len(server.library.entries)


@every_feed
def test_newsboat_has_an_edited_entry_once_and_as_it_is_now(server: Server, folder: Path, name: str) -> None:
    os.utime(server.root / f"ko/{name}", (0, 0))  # a server tells of changes by whole seconds
    before = present(NEWSBOAT).read(server.feed(f"ko/{name}"), folder)
    note: Note = replace(KOREAN_ALONE, editions=(replace(KOREAN_ALONE.editions[0], title="새 제목", commentary="셋."),))
    server.publish(a_shelf(HOSTILE, note, PLAIN, site=server.site))

    reload(folder)

    after = kept(folder)
    assert [(entry.id, entry.published) for entry in after] == [(entry.id, entry.published) for entry in before]
    (changed,) = (entry for entry in after if entry not in before)
    assert (changed.title, changed.content.splitlines()[1]) == ("새 제목", "셋.")
