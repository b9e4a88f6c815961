"""What Atom says that other formats cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree, html

import publisher
from publisher.feeds.atom import ATOM, plain_entry, plain_feed
from publisher.feeds.image import Image
from publisher.feeds.item import Item
from tests.builders import a_tag, an_entry
from tests.feeds.builders import a_head, an_article, an_item
from tests.feeds.reader import remove

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "h": "http://www.w3.org/1999/xhtml",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def written(*items: Item) -> etree._Element:
    return etree.fromstring(ATOM.assemble(a_head(), [ATOM.serialise(item) for item in items]))


def links(element: etree._Element) -> list[dict[str, str]]:
    return [{str(name): str(value) for name, value in link.items()} for link in element.findall("a:link", NAMES)]


def test_splicing_gives_the_bytes_of_plain_feedgen() -> None:
    items = [an_item(an_article(an_entry(note_id=f"tag:notes.example,2024:{number}"))) for number in range(5)]
    plain = plain_feed(a_head())
    for item in items:
        plain.add_entry(plain_entry(item, kind="xhtml"), order="append")

    feed = written(*items)

    for entry in feed.findall("a:entry", NAMES):
        remove(entry, NAMES, "a:author", "dc:identifier", "prism:*", "a:link[position() > 1]")
        entry.find("a:title", NAMES).attrib.clear()  # type: ignore[union-attr]  # None fails the test
        for name in ("rel", "type", "hreflang"):
            entry.find("a:link", NAMES).attrib.pop(name)  # type: ignore[union-attr]  # None fails the test
    remove(feed, NAMES, "h:div")
    assert etree.tostring(feed, encoding="UTF-8", xml_declaration=True) == plain.atom_str()


def test_a_feed_without_entries_is_what_feedgen_makes_of_it_and_an_introduction() -> None:
    feed = written()

    remove(feed, NAMES, "h:div")

    assert etree.tostring(feed, encoding="UTF-8", xml_declaration=True) == plain_feed(a_head()).atom_str()


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


def test_an_entry_links_to_its_translation_and_every_reader_opens_its_own_page() -> None:
    korean, english = an_entry(), an_entry(language="en")

    entry = written(an_item(an_article(korean), editions=(korean, english)))[-1]

    own, other = (f"https://notes.example/{code}/2024/12/13/#2024-12-13-2412.00001" for code in ("ko", "en"))
    alternates = [link for link in links(entry) if link["rel"] == "alternate"]
    assert [(link["href"], link.get("hreflang")) for link in alternates] == [(own, "ko"), (other, "en"), (own, None)]
    assert {link["type"] for link in alternates} == {"text/html"}


def test_where_the_author_heard_of_it_is_linked() -> None:
    entry = written(an_item(an_article(an_entry(via="https://news.example/뉴스"))))[-1]

    assert {"href": "https://news.example/%EB%89%B4%EC%8A%A4", "rel": "via"} in links(entry)


def test_the_first_picture_is_an_enclosure() -> None:
    article = an_article(commentary='<p><img src="https://a.example/b?x=1&amp;y=2" alt=""/><img src="https://c/"/></p>')
    remote = an_item(article)
    counted = replace(remote, images=(Image(address="https://a.example/b.png", media_type="image/png", length=9),))

    enclosures = [
        [link for link in links(written(item)[-1]) if link["rel"] == "enclosure"] for item in (remote, counted)
    ]

    assert enclosures == [
        [{"href": "https://a.example/b?x=1&y=2", "rel": "enclosure"}],
        [{"href": "https://a.example/b.png", "rel": "enclosure", "type": "image/png", "length": "9"}],
    ]


def test_a_papers_own_title_is_in_its_own_language() -> None:
    titles = {
        title: written(an_item(an_article(an_entry(title=title))))[-1].find("a:title", NAMES)
        for title in ("Byte Models", "바이트 모델", "Byte 모델")
    }

    assert {title: element.get(LANGUAGE) for title, element in titles.items() if element is not None} == {
        "Byte Models": "en",
        "바이트 모델": None,
        "Byte 모델": None,
    }


def test_a_feed_links_to_its_page_to_itself_to_the_other_formats_and_languages() -> None:
    translations = (("en", "https://notes.example/en/"),)
    feed = etree.fromstring(ATOM.assemble(a_head(translations=translations), []))

    page = {"href": "https://notes.example/ko/", "rel": "alternate", "type": "text/html"}
    assert links(feed) == [
        {**page, "hreflang": "ko"},
        {"href": "https://notes.example/ko/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": "https://notes.example/ko/rss.xml", "rel": "alternate", "type": "application/rss+xml"},
        {"href": "https://notes.example/ko/feed.json", "rel": "alternate", "type": "application/feed+json"},
        {"href": "https://notes.example/en/", "rel": "alternate", "type": "text/html", "hreflang": "en"},
        page,
    ]


def test_content_is_elements_that_a_browser_shows() -> None:
    item = an_item()
    entry = written(item)[-1]

    content = entry.find("a:content", NAMES)

    assert content is not None
    assert content.get("type") == "xhtml"
    (outer,) = content
    (inner,) = outer
    assert (outer.tag, inner.tag) == (f"{{{NAMES['h']}}}div", f"{{{NAMES['h']}}}div")
    assert "".join(map(str, inner.itertext())) == html.fragment_fromstring(item.content).text_content()


@pytest.mark.parametrize(
    "content", ["<p>a<br>b</p>", "a &nbsp; b", "</div><div>", "<p>a", "<x:y>a</x:y>", "a & b", "<!DOCTYPE x>"]
)
def test_content_that_is_no_xml_is_written_as_html(content: str) -> None:
    entry = written(replace(an_item(), content=content))[-1]

    written_content = entry.find("a:content", NAMES)

    assert written_content is not None
    assert (written_content.get("type"), written_content.text) == ("html", content)


def test_texts_say_that_they_are_plain() -> None:
    entry = written(an_item())[-1]

    kinds = {name: entry.find(f"a:{name}", NAMES).get("type") for name in ("title", "summary")}  # type: ignore[union-attr]  # None fails the test

    assert kinds == {"title": "text", "summary": "text"}


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
