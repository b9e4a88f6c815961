"""What a reader sees: golden files, and what must hold for every issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from publisher import theme
from publisher.content.library import Entry
from publisher.content.note import Note
from publisher.content.rendering.article import Article
from publisher.newsletter import Rendered
from publisher.newsletter.plain_text import COLUMNS, display_width
from publisher.newsletter.render import render
from tests.builders import a_note, a_site, an_edition
from tests.newsletter.builders import a_newsletter, a_rendering, an_article, an_issue

GOLDEN = Path(__file__).parent / "golden"
BOTH = pytest.mark.parametrize("language", ["ko", "en"])


def a_week() -> tuple[Note, ...]:
    """Three notes of two days: many authors and few, a long abstract and none, tags in Hangul."""
    long_abstract = (
        "We look at models that read bytes instead of tokens. They need no vocabulary, and spend their effort where "
        "the next byte is hard to guess. We compare them at equal cost."
    )
    return (
        a_note(
            date=date(2024, 12, 13),
            authors=tuple(f"Author {letter}" for letter in "ABCDEFG"),
            tags=("tokenizer", "강화학습"),
            editions=(
                an_edition(
                    "ko", abstract=long_abstract, commentary="바이트를 묶는 방법이 재미있습니다.\n\n더 읽어 봅시다."
                ),
                an_edition(
                    "en", abstract=long_abstract, commentary="How it groups bytes is the fun part.\n\nMore soon."
                ),
            ),
        ),
        a_note(
            date=date(2024, 12, 13),
            authors=(),
            addresses=(),
            tags=(),
            editions=tuple(an_edition(code, title="Tags & <Titles>", abstract="") for code in ("ko", "en")),
        ),
        a_note(date=date(2024, 12, 10)),
    )


@BOTH
def test_the_text_is_what_it_was(language: str) -> None:
    rendered = a_rendering(*a_week(), language=language)

    assert rendered.text == (GOLDEN / f"issue.{language}.txt").read_text("utf-8")


@BOTH
def test_the_page_is_built_as_it_was(language: str) -> None:
    rendered = a_rendering(*a_week(), language=language)

    assert outline(rendered) == (GOLDEN / f"issue.{language}.outline").read_text("utf-8")


def test_an_issue_of_tags_says_so_and_leads_to_their_feeds() -> None:
    rendered = a_rendering(*a_week(), tags=("강화학습",))

    address = "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/"
    assert "다음 태그의 노트만 모았습니다:\n#강화학습: " + address in rendered.text
    assert f"{address}atom.xml" in links(rendered)


@BOTH
def test_every_link_is_absolute_and_in_the_text_too(language: str) -> None:
    rendered = a_rendering(*a_week(), language=language)

    for address in links(rendered):
        assert urlsplit(address).scheme == "https"
        assert address in rendered.text


@BOTH
def test_every_cell_carries_its_own_type(language: str) -> None:
    """Naver and Daum drop the style element: what is not on the cell is not there."""
    cells = [cell for cell in page(a_rendering(*a_week(), language=language)).iter("td") if cell.text_content().strip()]

    assert cells
    for cell in cells:
        style = cell.get("style", "")
        assert "Malgun Gothic" in style
        assert "word-break:keep-all" in style


def test_no_class_is_without_its_styles() -> None:
    """Every element that the stylesheet speaks of got its styles: without the head the letter is whole."""
    for element in page(a_rendering(*a_week())).xpath("//body//*[@class]"):
        assert element.get("style"), element.get("class")


def test_language_and_direction_are_named_twice() -> None:
    """Web mail drops the html element, and with it what it says."""
    root = page(a_rendering())

    assert [(e.get("lang"), e.get("dir")) for e in (root, root.find("body/div"))] == [("ko", "ltr"), ("ko", "ltr")]


def test_an_abstract_is_a_quotation_in_its_own_language() -> None:
    (quotation,) = page(a_rendering(a_note())).iter("blockquote")

    assert quotation.get("lang") == "en"


def test_a_short_abstract_has_no_link_to_the_rest() -> None:
    assert "초록 전체 보기" not in a_rendering(a_note()).text
    assert "초록 전체 보기" in a_rendering(*a_week()).text


def test_a_note_of_another_day_says_which() -> None:
    def older(entry: Entry) -> Article:
        return an_article(replace(entry, date=date(2024, 12, 2)))

    rendered = render(
        an_issue(), site=a_site(), newsletter=a_newsletter(), articles=older, environment=theme.environment()
    )

    assert "2024년 12월 2일 작성" in rendered.text
    assert "2024년 12월 2일 작성" in rendered.html


def test_an_address_that_is_no_uri_becomes_one() -> None:
    rendered = a_rendering(a_note(addresses=("https://paper.example/논문|a",)))

    paper = "https://paper.example/%EB%85%BC%EB%AC%B8%7Ca"
    assert f'href="{paper}"' in rendered.html
    assert paper in rendered.text.split()


def test_no_line_of_the_text_is_wider_than_a_mail() -> None:
    rendered = a_rendering(*a_week())

    wide = [line for line in rendered.text.splitlines() if display_width(line) > COLUMNS and "://" not in line]
    assert wide == []


def test_nothing_is_loaded_when_a_mail_is_opened() -> None:
    rendered = a_rendering(*a_week())

    assert not page(rendered).xpath("//*[@src or @background or @srcset]|//link|//script")
    assert "url(" not in rendered.html


def page(rendered: Rendered) -> html.HtmlElement:
    return html.document_fromstring(rendered.html)


def links(rendered: Rendered) -> list[str]:
    return [str(address) for address in page(rendered).xpath("//a/@href")]


def outline(rendered: Rendered) -> str:
    """Headings, paragraphs, quotations and links of a page, one a line, in order."""
    lines = []
    for element in page(rendered).find("body").iter("h1", "h2", "h3", "p", "blockquote", "a"):
        mark = f"a {element.get('href')}" if element.tag == "a" else element.tag
        lines.append(f"{mark}: {' '.join(' '.join(element.itertext()).split())}\n")
    return "".join(lines)
