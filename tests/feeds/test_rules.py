"""Feeds of many and of strange entries keep every rule that validators know, and the rules can be broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from publisher.content.library import Library
from publisher.content.note import Note
from publisher.feeds.atom import ATOM
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS
from publisher.feeds.size import Archives
from tests.builders import a_note, an_edition
from tests.feeds.builders import a_shelf, contents
from tests.feeds.rules import atom_faults, json_faults, rss_faults

RULES: dict[str, Callable[[bytes, str], list[str]]] = {
    ATOM.file_name: atom_faults,
    RSS.file_name: rss_faults,
    JSON_FEED.file_name: json_faults,
}
STRANGE = ("]]>", "<b>bold</b>", "AT&T", "a \"b\" 'c'", "\U0001d4b3", "가" * 5000, "</entry>", "</item>", "C++")
ADDRESSES = (
    "https://arxiv.org/abs/2412.00001",
    "https://paper.example/논문",
    "https://paper.example/a|b%",
    "https://doi.org/10.1145/3292500",
)
NO_ENTRIES = ("ko/atom.xml", "ko/rss.xml", "ko/feed.json", "ko/weekly/atom.xml", "ko/weekly/rss.xml")
TAGS = ("llm", "C++", "강화학습", "../../x", "a b/c_d", "<script>", "100%", "x" * 300)


def strange_notes() -> list[Note]:
    return [
        a_note(
            date=date(2024, 12, 13) - timedelta(days=number // 10),
            tags=(TAGS[number % len(TAGS)], "all"),
            via=f"https://news.example/{number}" if number % 3 else "",
            authors=(STRANGE[number % len(STRANGE)],) if number % 4 else (),
            addresses=(ADDRESSES[number % len(ADDRESSES)],) if number % 5 else (),
            editions=(
                an_edition("ko", title=STRANGE[number % len(STRANGE)], commentary=STRANGE[number % 7] * 3),
                an_edition("en", title=f"{number}", abstract=STRANGE[number % 5], abstract_language="en"),
            ),
        )
        for number in range(60)
    ]


def faults_of(path: str, content: bytes) -> list[str]:
    _, _, name = path.rpartition("/")
    return RULES.get(name, atom_faults)(content, f"https://notes.example/{quote(path)}")


def test_every_feed_keeps_every_rule() -> None:
    files = contents(a_shelf(*strange_notes()), archives=Archives.LANGUAGES)

    faults = {path: faults_of(path, content) for path, content in files.items() if "/" in path}

    assert len(faults) == (1 + 1 + len(TAGS) + 1) * 2 * 3 + 2
    assert not {path: found for path, found in faults.items() if found}


def test_empty_feeds_keep_every_rule() -> None:
    files = contents(a_shelf(a_note(editions=(an_edition("en"),))))

    assert [fault for path in NO_ENTRIES for fault in faults_of(path, files[path])] == []


def test_feeds_of_a_site_without_notes_keep_every_rule() -> None:
    files = contents(Library(entries=(), tags=(), shelves={}))

    assert [fault for path in NO_ENTRIES for fault in faults_of(path, files[path])] == []


@pytest.mark.parametrize(
    ("path", "sound", "broken", "fault"),
    [
        ("ko/atom.xml", b"tag:notes.example,2024:ko<", b"ko<", "no tag: URI"),
        ("ko/atom.xml", b"T12:00:00+09:00</updated><a", b" 12:00</updated><a", "no RFC 3339 date"),
        ("ko/atom.xml", b'xml:lang="ko"', b'xml:lang="Korean"', "no language"),
        ("ko/atom.xml", b"ko/atom.xml", b"en/atom.xml", "self link"),
        ("ko/atom.xml", b'"https://arxiv.org/abs/', b'"/abs/', "no address"),
        ("ko/atom.xml", b"note-1/ko", b"note-0/ko", "id 2 times"),
        ("ko/atom.xml", b"T11:59:00", b"T12:00:00", "updated 2 times"),
        ("ko/atom.xml", b"<blockquote", b"<script/><blockquote", "dangerous element"),
        ("ko/atom.xml", b"<blockquote", b"<blockquote style=''", "dangerous attribute"),
        ("ko/atom.xml", b"</feed>", b"<subtitle/></feed>", "after the first entry"),
        ("ko/atom.xml", b'rel="alternate"', b'rel="related"', "no alternate link"),
        ("ko/atom.xml", b"application/rss+xml", b"application/feed+json", "alternate link 2 times"),
        ("ko/atom.xml", b"<name>", b"<name/><name>" + b" " * 600_000, "bytes"),
        ("ko/atom.xml", b'hreflang="en"', b'hreflang="ko"', "alternate link 2 times"),
        ("ko/atom.xml", b'xmlns:dc="', b'xmlns:sy="urn:x" xmlns:dc="', "prefix sy for urn:x"),
        ("ko/atom.xml", b"doi:10.", b"11.", "no DOI"),
        ("ko/atom.xml", b"2024-12</prism", b"2024-13</prism", "no month"),
        ("ko/atom.xml", b'rel="related"', b'rel="current"', "current in an entry"),
        (
            "ko/atom.xml",
            b"<generator",
            b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><generator',
            "archive without neighbours",
        ),
        ("ko/rss.xml", b">daily<", b">often<", "unknown updatePeriod"),
        ("ko/rss.xml", b"<ttl>360", b"<ttl>0", "no positive number"),
        ("ko/rss.xml", b"<ttl>360</ttl>", b"", "pace not said once"),
        ("ko/rss.xml", b"</item>", b'<enclosure url="https://a.example/b" type="x"/></item>', "no media type"),
        ("ko/rss.xml", b"+0900</pubDate>", b"KST</pubDate>", "no RFC 822 date"),
        ("ko/atom.xml", b"<summary", b"<category/><summary", "grammar: "),
        ("ko/atom.xml", b"<published>2024", b"<published>1970", "implausible date"),
        ("ko/atom.xml", b"<blockquote", "\ufffd<blockquote".encode(), "letter that nobody sees"),
        ("ko/rss.xml", b"<pubDate>Fri", b"<pubDate>Mon", "no such weekday"),
        ("ko/rss.xml", b'isPermaLink="false"', b"", "guid that claims"),
        ("ko/rss.xml", b"<dc:creator>", b"<author>a</author><dc:creator>", "author beside"),
        ("ko/feed.json", b"version/1.1", b"version/9", "unknown version"),
        ("ko/feed.json", b'"_publisher": {', b'"_": {', "no extension"),
        ("ko/feed.json", b'"content_html": "<div', b'"content_html": "", "x": "', "no content"),
    ],
)
def test_a_rule_that_is_broken_is_told(path: str, sound: bytes, broken: bytes, fault: str) -> None:
    content = contents(a_shelf(a_note(), a_note()))[path]

    faults = faults_of(path, content.replace(sound, broken))

    assert any(fault in found for found in faults)
