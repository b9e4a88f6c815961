"""What RSS says that other formats cannot."""

from __future__ import annotations

from lxml import etree

from publisher.feeds.item import Item
from publisher.feeds.rss import RSS, plain_feed, plain_item
from tests.builders import an_entry
from tests.feeds.builders import a_head, an_article, an_item

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def written(*items: Item) -> etree._Element:
    return etree.fromstring(RSS.assemble(a_head(), [RSS.serialise(item) for item in items]))


def test_splicing_gives_the_bytes_of_plain_feedgen() -> None:
    items = [an_item(an_article(an_entry(note_id=f"tag:notes.example,2024:{number}"))) for number in range(5)]
    plain = plain_feed(a_head())
    for item in items:
        plain.add_entry(plain_item(item), order="append")

    feed = written(*items)

    for element in feed.iterfind("channel/item"):
        for added in (*element.findall("dc:creator", NAMES), *element.findall("atom:updated", NAMES)):
            element.remove(added)
        for date in element.findall("pubDate"):
            element.remove(date)
    assert etree.tostring(feed, encoding="UTF-8", xml_declaration=True) == plain.rss_str()


def test_a_feed_without_items_is_what_feedgen_makes_of_it() -> None:
    assert RSS.assemble(a_head(), []) == plain_feed(a_head()).rss_str()


def test_an_item_declares_no_prefix_of_its_own() -> None:
    item = RSS.serialise(an_item())

    assert item.startswith(b"<item><title>")
    assert b"xmlns" not in item


def test_an_id_is_no_address() -> None:
    guid = written(an_item()).find("channel/item/guid")

    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("tag:notes.example,2024-12-13:2412.00001/ko", "false")


def test_a_plain_summary_is_written_as_html() -> None:
    feed = written(an_item(an_article(summary="if a<b & c>d")))

    assert feed.findtext("channel/item/description") == "if a&lt;b &amp; c&gt;d"


def test_an_item_without_summary_is_described_by_its_title() -> None:
    feed = written(an_item(an_article(an_entry(title="Q&A"), summary="")))

    assert feed.findtext("channel/item/description") == "Q&amp;A"


def test_the_whole_note_is_in_the_item() -> None:
    item = an_item()

    assert written(item).findtext("channel/item/content:encoded", namespaces=NAMES) == item.content


def test_the_channel_says_where_it_is_and_when_it_changed() -> None:
    channel = written()[0]

    assert channel.findtext("link") == "https://notes.example/ko/"
    assert channel.findtext("language") == "ko"
    assert channel.findtext("lastBuildDate") == "Fri, 13 Dec 2024 01:00:00 +0900"
    assert channel.findtext("generator") == "publisher"
    assert channel.find("docs") is None
    assert [dict(link.attrib) for link in channel.findall("atom:link", NAMES)] == [
        {"href": "https://notes.example/ko/rss.xml", "rel": "self", "type": "application/rss+xml"}
    ]


def test_a_channel_without_subtitle_is_described_by_its_title() -> None:
    feed = etree.fromstring(RSS.assemble(a_head(subtitle=""), []))

    assert feed.findtext("channel/description") == "논문 노트"
