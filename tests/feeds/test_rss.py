"""What RSS says that other formats cannot."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from publisher.feeds.image import Image
from publisher.feeds.item import Item
from publisher.feeds.rss import RSS, plain_feed, plain_item
from tests.builders import an_entry
from tests.feeds.builders import a_head, an_article, an_item
from tests.feeds.reader import remove

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "media": "http://search.yahoo.com/mrss/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def written(*items: Item) -> etree._Element:
    return etree.fromstring(RSS.assemble(a_head(), [RSS.serialise(item) for item in items]))


def test_splicing_gives_the_bytes_of_plain_feedgen() -> None:
    items = [an_item(an_article(an_entry(note_id=f"tag:notes.example,2024:{number}"))) for number in range(5)]
    plain = plain_feed(a_head())
    for item in items:
        plain.add_entry(plain_item(item), order="append")

    feed = written(*items)

    for element in feed.iterfind("channel/item"):
        remove(element, NAMES, "dc:*", "prism:*", "atom:*", "pubDate")
        element[0].attrib.clear()
    assert _bare(feed) == plain.rss_str()


def _bare(feed: etree._Element) -> bytes:
    """A feed without what its head says beyond feedgen."""
    remove(feed[0], NAMES, "h:div", "sy:*", "atom:link[@rel='alternate']")
    del feed.attrib[LANGUAGE]
    return etree.tostring(feed, encoding="UTF-8", xml_declaration=True)


def test_a_feed_without_items_is_what_feedgen_makes_of_it_and_what_it_has_no_words_for() -> None:
    assert _bare(written()) == plain_feed(a_head()).rss_str()


def test_an_item_declares_no_prefix_that_its_feed_declares() -> None:
    item = RSS.serialise(an_item(an_article(an_entry(address=""))))

    assert item.startswith(b'<item><title xml:lang="en">')
    assert b"xmlns" not in item


def test_an_item_links_to_its_translation_and_every_reader_opens_its_own_page() -> None:
    korean, english = an_entry(), an_entry(language="en")

    item = written(an_item(an_article(korean), editions=(korean, english)))[0].find("item")

    assert item is not None
    own, other = (f"https://notes.example/{code}/2024/12/13/#2024-12-13-2412.00001" for code in ("ko", "en"))
    links = item.findall("atom:link[@rel='alternate']", NAMES)
    assert [(link.get("href"), link.get("hreflang")) for link in links] == [(other, "en"), (own, "ko")]
    assert item.findtext("link") == own


def test_where_the_author_heard_of_it_is_no_source() -> None:
    item = written(an_item(an_article(an_entry(via="https://news.example/1"))))[0].find("item")

    assert item is not None
    assert item.find("source") is None
    assert [link.get("href") for link in item.findall("atom:link[@rel='via']", NAMES)] == ["https://news.example/1"]


def test_only_a_picture_whose_length_is_known_is_an_enclosure() -> None:
    remote = an_item(an_article(commentary='<p><img src="https://a.example/b.PNG" alt=""/></p>'))
    counted = replace(remote, images=(Image(address="https://a.example/b.png", media_type="image/png", length=9),))

    first, second = written(remote, counted).findall("channel/item")

    assert first.find("enclosure") is None
    assert [dict(content.attrib) for content in first.findall("media:content", NAMES)] == [
        {"url": "https://a.example/b.PNG", "medium": "image", "type": "image/png"}
    ]
    assert second.find("media:content", NAMES) is None
    assert [dict(enclosure.attrib) for enclosure in second.findall("enclosure")] == [
        {"url": "https://a.example/b.png", "length": "9", "type": "image/png"}
    ]


def test_a_feed_says_how_often_it_is_worth_asking_for() -> None:
    channel = written()[0]

    assert channel.findtext("ttl") == "360"
    assert channel.findtext("sy:updatePeriod", namespaces=NAMES) == "daily"
    assert channel.findtext("sy:updateFrequency", namespaces=NAMES) == "1"


def test_a_channel_links_to_its_page_in_other_languages() -> None:
    feed = etree.fromstring(RSS.assemble(a_head(translations=(("en", "https://notes.example/en/"),)), []))

    links = feed[0].findall("atom:link[@rel='alternate']", NAMES)

    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", "https://notes.example/en/"),
        ("ko", "https://notes.example/ko/"),
    ]


def test_an_id_is_no_address() -> None:
    guid = written(an_item()).find("channel/item/guid")

    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("tag:notes.example,2024-12-13:2412.00001/ko", "false")


def test_a_plain_summary_is_written_as_html() -> None:
    feed = written(an_item(an_article(summary="if a<b & c>d, 'then' \"so\"")))

    assert feed.findtext("channel/item/description") == "if a&lt;b &amp; c&gt;d, 'then' \"so\""


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
