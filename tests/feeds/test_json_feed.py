"""What JSON Feed says that other formats cannot."""

from __future__ import annotations

import json
from typing import Any

from publisher.feeds.item import Item
from publisher.feeds.json_feed import JSON_FEED
from publisher.site import Person
from tests.builders import an_entry
from tests.feeds.builders import a_head, an_article, an_item


def written(*items: Item, **head: Any) -> Any:
    return json.loads(JSON_FEED.assemble(a_head(**head), [JSON_FEED.serialise(item) for item in items]))


def test_a_feed_says_what_it_is() -> None:
    feed = written()

    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "논문 노트",
        "home_page_url": "https://notes.example/ko/",
        "feed_url": "https://notes.example/ko/feed.json",
        "description": "하루에 한 편",
        "authors": [{"name": "Ada Example"}],
        "language": "ko",
        "_publisher": {
            "about": "The same in other languages, the identifiers of a note's paper, "
            "and where its author heard of it (via)."
        },
        "items": [],
    }


def test_an_item_says_all_that_the_format_has_a_word_for() -> None:
    item = an_item()

    assert written(item)["items"] == [
        {
            "id": "tag:notes.example,2024-12-13:2412.00001/ko",
            "url": "https://notes.example/ko/2024/12/13/#2024-12-13-2412.00001",
            "external_url": "https://arxiv.org/abs/2412.00001",
            "title": "Byte Models: A Study",
            "content_html": item.content,
            "summary": "바이트 단위 모델입니다.",
            "date_published": "2024-12-13T01:00:00+09:00",
            "date_modified": "2024-12-13T01:00:00+09:00",
            "authors": [{"name": "Ada Lovelace"}, {"name": "Alan Turing"}],
            "tags": ["tokenizer"],
            "language": "ko",
            "_publisher": {"identifiers": {"arxiv": "2412.00001", "doi": "10.48550/arXiv.2412.00001"}},
        }
    ]


def test_what_is_empty_is_left_out() -> None:
    item = an_item(an_article(an_entry(address="", tags=()), summary=""))

    feed = written(item, subtitle="")

    assert "description" not in feed
    assert not {"external_url", "summary", "tags", "image", "_publisher"} & feed["items"][0].keys()


def test_letters_are_written_as_they_are() -> None:
    content = JSON_FEED.serialise(an_item())

    assert "바이트 단위 모델입니다.".encode() in content


def test_each_item_has_a_line_of_its_own() -> None:
    items = [JSON_FEED.serialise(an_item())] * 3

    lines = JSON_FEED.assemble(a_head(), items).splitlines()

    assert len(lines) == 5


def test_an_author_may_have_an_address() -> None:
    feed = written(authors=(Person(name="Ada", uri="https://ada.example/"),))

    assert feed["authors"] == [{"name": "Ada", "url": "https://ada.example/"}]


def test_translations_and_where_it_was_heard_of_are_told_in_an_extension() -> None:
    korean, english = an_entry(via="https://news.example/1"), an_entry(language="en")

    feed = written(
        an_item(an_article(korean), editions=(korean, english)), translations=(("en", "https://notes.example/en/"),)
    )

    (item,) = feed["items"]
    there = {"language": "en", "url": "https://notes.example/en/2024/12/13/#2024-12-13-2412.00001"}
    assert item["_publisher"]["translations"] == [there]
    assert item["_publisher"]["via"] == "https://news.example/1"
    assert feed["_publisher"]["translations"] == [{"language": "en", "url": "https://notes.example/en/"}]


def test_the_first_picture_is_the_items_image() -> None:
    article = an_article(
        commentary='<p><img src="https://a.example/b.png" alt=""/><img src="https://a.example/c"/></p>'
    )

    assert written(an_item(article))["items"][0]["image"] == "https://a.example/b.png"
