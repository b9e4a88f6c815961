"""An entry's content: what people see of it in a feed reader."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from tests.builders import a_tag, an_arabic_site, an_entry
from tests.feeds.builders import an_article, an_item


def shown(**fields: object) -> html.HtmlElement:
    return html.fragment_fromstring(an_item(an_article(an_entry(**fields))).content)


def test_the_commentary_says_its_language() -> None:
    content = shown(language="en", commentary="A model of bytes.")

    assert content.get("lang") == "en"
    assert "A model of bytes." in content.text_content()


def test_the_abstract_is_a_quotation_in_its_own_language() -> None:
    (quotation,) = shown(abstract="We study bytes.", abstract_language="en").findall("blockquote")

    assert quotation.get("lang") == "en"
    assert quotation.text_content() == "We study bytes."


def test_the_abstract_is_announced_in_the_readers_language() -> None:
    assert [shown(language=code).findtext("p/strong") for code in ("ko", "en")] == ["초록", "Abstract"]


def test_without_an_abstract_nothing_is_announced() -> None:
    content = shown(abstract="")

    assert content.find("blockquote") is None
    assert "초록" not in content.text_content()


def test_the_notes_own_date_and_its_authors_come_first() -> None:
    content = shown(authors=("Ada Lovelace", "Alan Turing"), date=date(2024, 12, 9))

    assert content[0].text_content() == "2024년 12월 9일 · Ada Lovelace, Alan Turing"


def test_without_authors_the_date_stands_alone() -> None:
    assert shown(authors=())[0].text_content() == "2024년 12월 13일"


def test_the_date_leads_to_the_permalink() -> None:
    assert shown()[0].xpath("a/@href") == ["https://notes.example/ko/2024/12/13/#2024-12-13-2412.00001"]


def test_it_says_where_the_author_heard_of_it() -> None:
    content = shown(via="https://news.example/뉴스")

    assert "알게 된 곳: https://news.example/뉴스" in content.text_content()
    assert content.xpath("//a/@href")[2] == "https://news.example/%EB%89%B4%EC%8A%A4"


def test_the_paper_is_linked_by_its_address() -> None:
    assert ("https://arxiv.org/abs/2412.00001", "https://arxiv.org/abs/2412.00001") in [
        (link.get("href"), link.text) for link in shown().iterfind(".//a")
    ]


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        ("https://arxiv.org/abs/2412.00001v2?a=b&c=(d)#e", "https://arxiv.org/abs/2412.00001v2?a=b&c=(d)#e"),
        ("https://paper.example/논문", "https://paper.example/%EB%85%BC%EB%AC%B8"),
        ("https://paper.example/%EB%85%BC", "https://paper.example/%EB%85%BC"),
        ('https://paper.example/{a}|"b"', "https://paper.example/%7Ba%7D%7C%22b%22"),
        ("https://paper.example/100%", "https://paper.example/100%25"),
    ],
)
def test_the_papers_address_is_one_that_programs_take(written: str, valid: str) -> None:
    item = an_item(an_article(an_entry(address=written)))

    link = next(link for link in html.fragment_fromstring(item.content).iterfind(".//a") if link.text == written)

    assert item.paper == valid
    assert link.get("href") == valid


def test_tags_lead_to_their_pages() -> None:
    tags = [(link.text, link.get("href")) for link in shown(tags=(a_tag("C++"),)).iterfind(".//a[@rel='tag']")]

    assert tags == [("#C++", "https://notes.example/ko/tags/c%2B%2B/")]


def test_related_notes_are_linked() -> None:
    other = an_entry(note_id="tag:notes.example,2024-12-01:other", title="Other <note>")

    content = html.fragment_fromstring(an_item(an_article(related=(other,))).content)

    assert [(link.text, link.get("href")) for link in content.iterfind("ul/li/a")] == [
        ("Other <note>", "https://notes.example/ko/2024/12/13/#2024-12-01-other")
    ]


def test_a_hostile_author_is_shown_and_not_obeyed() -> None:
    content = shown(authors=("<script>alert(1)</script>",))

    assert content.find(".//script") is None
    assert "<script>alert(1)</script>" in content.text_content()


def test_what_reads_from_right_to_left_says_so_and_an_english_abstract_in_it_does_not() -> None:
    entry = an_entry(language="ar", commentary="نص عن الجمل.")
    content = html.fragment_fromstring(an_item(an_article(entry), site=an_arabic_site()).content)

    assert content.get("dir") == "rtl"
    assert [quotation.get("dir") for quotation in content.iter("blockquote")] == ["auto"]
    assert shown().get("dir") is None
