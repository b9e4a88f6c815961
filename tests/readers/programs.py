"""An address of a feed -> its entries, as programs have them that people read feeds with."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import feedparser
from lxml import html

_TAG = re.compile(r"</?(?:a|blockquote|code|div|p|pre|strong|su[bp])\b[^<>]*>")
_ESCAPED = {r"\\": "\\", r"\n": "\n", r"\t": "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry as a program keeps it; None is what it does not keep."""

    id: str
    title: str
    address: str
    published: datetime
    content: str
    authors: tuple[str, ...]
    categories: tuple[str, ...] | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that reads feeds: how it is asked, and what it makes of what feeds may say."""

    name: str
    read: Callable[[str, Path], list[Read]]
    """An address and a folder of its own -> the entries there, in its order."""
    authors: Callable[[tuple[str, ...], str], tuple[str, ...]] = lambda people, _: people
    """Those of an entry that it keeps of a feed with this file name."""

    @property
    def is_missing(self) -> bool:
        return self.name != "feedparser" and not shutil.which(self.name)


def lines(content: str) -> list[str]:
    """What a person reads of an entry's HTML, line by line."""
    return _lines(html.fragment_fromstring(content, create_parent="div").text_content())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _feedparser(address: str, _: Path) -> list[Read]:
    parsed = feedparser.parse(address)
    assert not parsed.bozo, parsed.bozo_exception
    return [_entry(entry, parsed.feed.language) for entry in parsed.entries]


def _entry(entry: Any, language: str) -> Read:
    return Read(
        id=entry.id,
        title=entry.title,
        address=entry.link,
        published=datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
        content="\n".join(lines(entry.content[0].value)),
        authors=tuple(author.name for author in entry.authors),
        categories=tuple(tag.label or tag.term for tag in entry.tags),
        language=language,
    )


def reload(folder: Path, *options: str) -> None:
    """Run newsboat with nothing but what is in this folder."""
    (folder / "config").touch()
    (folder / "urls").touch()
    files = [f"--{option}={folder / name}" for option, name in _NEWSBOAT.items()]
    surroundings = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    command = ["newsboat", *files, *(options or ("--execute=reload",))]
    subprocess.run(command, env=surroundings, check=True, capture_output=True)


_KEPT = "SELECT guid, title, url, pubDate, content, author FROM rss_item ORDER BY id"
_NEWSBOAT = {"config-file": "config", "url-file": "urls", "cache-file": "cache.db"}


def kept(folder: Path) -> list[Read]:
    """What newsboat has kept: neither categories nor a feed's language."""
    database = sqlite3.connect(folder / "cache.db")
    try:
        rows = database.execute(
            "SELECT guid, title, url, pubDate, content, author FROM rss_item ORDER BY id"
        ).fetchall()
    finally:
        database.close()
    return [
        Read(
            id=guid,
            title=title,
            address=url,
            published=datetime.fromtimestamp(seconds, UTC),
            content="\n".join(lines(content)),
            authors=(author,),
            categories=None,
            language=None,
        )
        for guid, title, url, seconds, content, author in rows
    ]


def _newsboat(address: str, folder: Path) -> list[Read]:
    (folder / "urls").write_text(f"{address}\n", "utf-8")
    reload(folder)
    return kept(folder)


def _newsboat_authors(people: tuple[str, ...], name: str) -> tuple[str, ...]:
    """All of them in one line from Atom; of RSS, where each has a `dc:creator` of their own, the last alone."""
    return (", ".join(people),) if name == "atom.xml" else people[-1:]


def _sfeed(address: str, _: Path) -> list[Read]:
    with urlopen(address) as answer:  # noqa: S310  # sfeed leaves fetching to others; the address is this test's own
        feed = answer.read()
    done = subprocess.run(["sfeed", address], input=feed, check=True, capture_output=True)
    return [_row(row.split("\t")) for row in done.stdout.decode().splitlines()]


def _row(fields: list[str]) -> Read:
    seconds, title, address, content, kind, guid, author, _, categories = fields
    assert kind == "html"
    return Read(
        id=guid,
        title=title,
        address=address,
        published=datetime.fromtimestamp(int(seconds), UTC),
        content="\n".join(_of_sfeed(re.sub(r"\\[\\nt]", lambda code: _ESCAPED[code[0]], content))),
        authors=(author,),
        categories=tuple(categories.split("|")) if categories else (),
        language=None,
    )


def _of_sfeed(content: str) -> list[str]:
    """Lines of sfeed's content: of XHTML it unfolds `&lt;`, so that a parser would take text for elements."""
    is_unfolded = "http://www.w3.org/1999/xhtml" in content
    return _lines(_TAG.sub("", content)) if is_unfolded else _lines(unescape(_TAG.sub("", content)))


FEEDPARSER = Program(name="feedparser", read=_feedparser)
NEWSBOAT = Program(name="newsboat", read=_newsboat, authors=_newsboat_authors)
SFEED = Program(name="sfeed", read=_sfeed, authors=lambda people, _: people[:1])
"""Keeps one author, the first."""

PROGRAMS = (FEEDPARSER, NEWSBOAT, SFEED)
