"""The list of every feed."""

from __future__ import annotations

import pytest
from lxml import etree

from publisher.content.library import Library
from publisher.feeds.format import Format
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS
from tests.builders import a_library, a_note, an_edition
from tests.feeds.builders import contents


def written(library: Library) -> etree._Element:
    return etree.fromstring(contents(library)["feeds.opml"])


def test_feeds_are_grouped_by_language() -> None:
    library = a_library(a_note(tags=("llm",), editions=(an_edition("en"),)))

    body = written(library).find("body")

    assert body is not None
    assert [(group.get("text"), [feed.get("text") for feed in group]) for group in body] == [
        ("한국어", ["논문 노트", "논문 노트 · 주간"]),
        ("English", ["Paper notes", "Paper notes · Weekly", "Paper notes · llm"]),
    ]


def test_a_subscription_says_what_readers_ask_for() -> None:
    feed = written(a_library(a_note(tags=("강화학습",)))).findall("body/outline/outline")[2]

    assert {str(name): value for name, value in feed.items()} == {
        "type": "rss",
        "text": "논문 노트 · 강화학습",
        "title": "논문 노트 · 강화학습",
        "xmlUrl": "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/atom.xml",
        "htmlUrl": "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/",
        "language": "ko",
    }


def test_every_subscription_is_a_feed_that_is_written() -> None:
    files = contents(a_library(a_note(tags=("llm", "tokenizer"))))

    listed = etree.fromstring(files["feeds.opml"]).findall("body/outline/outline")

    addresses = {str(feed.get("xmlUrl")).removeprefix("https://notes.example/") for feed in listed}
    assert addresses == {path for path in files if path.endswith("atom.xml")}


@pytest.mark.parametrize("formats", [(RSS,), (RSS, JSON_FEED)], ids=len)
def test_without_atom_another_xml_format_is_listed(formats: tuple[Format, ...]) -> None:
    files = contents(a_library(), formats=formats)

    listed = etree.fromstring(files["feeds.opml"]).findall("body/outline/outline")

    addresses = {str(feed.get("xmlUrl")).removeprefix("https://notes.example/") for feed in listed}
    assert addresses == {path for path in files if path.endswith("rss.xml")}


def test_without_any_xml_there_is_no_list() -> None:
    assert "feeds.opml" not in contents(a_library(), formats=(JSON_FEED,))


def test_the_list_is_dated_by_its_newest_entry() -> None:
    library = a_library()

    assert written(library).findtext("head/dateModified") == "Fri, 13 Dec 2024 00:00:00 +0900"


def test_a_list_of_nothing_is_dated_by_no_clock() -> None:
    library = Library(entries=(), tags=(), shelves={})

    assert written(library).findtext("head/dateModified") == "Mon, 01 Jan 1990 00:00:00 +0000"
