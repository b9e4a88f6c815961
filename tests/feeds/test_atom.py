"""What Atom says that other formats cannot."""

from __future__ import annotations

from lxml import etree

import publisher
from publisher.feeds.atom import ATOM, plain_entry, plain_feed
from publisher.feeds.item import Item
from tests.builders import a_tag, an_entry
from tests.feeds.builders import a_head, an_article, an_item

NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def written(*items: Item) -> etree._Element:
    return etree.fromstring(ATOM.assemble(a_head(), [ATOM.serialise(item) for item in items]))


def links(element: etree._Element) -> list[dict[str, str]]:
    return [{str(name): str(value) for name, value in link.items()} for link in element.findall("a:link", NAMES)]


def test_splicing_gives_the_bytes_of_plain_feedgen() -> None:
    items = [an_item(an_article(an_entry(note_id=f"tag:notes.example,2024:{number}"))) for number in range(5)]
    plain = plain_feed(a_head())
    for item in items:
        plain.add_entry(plain_entry(item), order="append")

    feed = written(*items)

    for title in feed.findall("a:entry/a:title", NAMES):
        del title.attrib["type"]
    for link in feed.findall("a:entry/a:link", NAMES):
        for name in ("rel", "type", "hreflang"):
            link.attrib.pop(name, "")
    assert etree.tostring(feed, encoding="UTF-8", xml_declaration=True) == plain.atom_str()


def test_a_feed_without_entries_is_what_feedgen_makes_of_it() -> None:
    assert ATOM.assemble(a_head(), []) == plain_feed(a_head()).atom_str()


def test_an_entry_links_to_its_page_and_to_the_paper() -> None:
    feed = written(an_item())

    assert links(feed[-1]) == [
        {
            "href": "https://notes.example/ko/2024/12/13/#2024-12-13-2412.00001",
            "rel": "alternate",
            "type": "text/html",
            "hreflang": "ko",
        },
        {"href": "https://arxiv.org/abs/2412.00001", "rel": "related"},
    ]


def test_an_entry_without_a_paper_links_to_its_page_alone() -> None:
    feed = written(an_item(an_article(an_entry(address=""))))

    assert [link["rel"] for link in links(feed[-1])] == ["alternate"]


def test_a_feed_links_to_its_page_to_itself_and_to_the_other_formats() -> None:
    feed = written()

    assert links(feed) == [
        {"href": "https://notes.example/ko/", "rel": "alternate", "type": "text/html", "hreflang": "ko"},
        {"href": "https://notes.example/ko/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://notes.example/ko/rss.xml", "rel": "alternate", "type": "application/rss+xml"},
        {"href": "https://notes.example/ko/feed.json", "rel": "alternate", "type": "application/feed+json"},
    ]


def test_texts_say_whether_they_are_html() -> None:
    entry = written(an_item())[-1]

    kinds = {name: entry.find(f"a:{name}", NAMES).get("type") for name in ("title", "summary", "content")}  # type: ignore[union-attr]  # None fails the test

    assert kinds == {"title": "text", "summary": "text", "content": "html"}


def test_a_category_has_the_tags_identity_and_its_label() -> None:
    feed = written(an_item(an_article(an_entry(tags=(a_tag("Object_Detection"),)))))

    assert dict(feed[-1].find("a:category", NAMES).attrib) == {  # type: ignore[union-attr]  # None fails the test
        "term": "object-detection",
        "label": "Object_Detection",
    }


def test_the_feed_says_its_language_and_its_maker() -> None:
    feed = written()

    generator = feed.find("a:generator", NAMES)

    assert feed.get(LANGUAGE) == "ko"
    assert generator is not None
    assert (generator.text, generator.get("version"), generator.get("uri")) == (
        "publisher",
        publisher.__version__,
        None,
    )


def test_a_feed_without_subtitle_has_no_empty_one() -> None:
    feed = etree.fromstring(ATOM.assemble(a_head(subtitle=""), []))

    assert feed.find("a:subtitle", NAMES) is None


def test_an_entry_without_summary_has_no_empty_one() -> None:
    feed = written(an_item(an_article(summary="")))

    assert feed[-1].find("a:summary", NAMES) is None
