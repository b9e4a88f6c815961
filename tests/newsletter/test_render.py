"""What a reader sees: golden files, and what must hold for every issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from publisher import theme
from publisher.config import Settings
from publisher.config import read as read_configuration
from publisher.content.library import Entry
from publisher.content.note import Note
from publisher.content.rendering.article import Article, articles
from publisher.errors import PublisherError
from publisher.newsletter.plain_text import COLUMNS, display_width
from publisher.newsletter.render import cut
from tests.builders import a_library, a_note, a_site, an_edition
from tests.newsletter.builders import Opened, a_letter, a_newsletter, an_article, an_issue

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
    read = a_letter(*a_week(), language=language)

    assert stripped(read.text) == (GOLDEN / f"issue.{language}.txt").read_text("utf-8")


@BOTH
def test_the_page_is_built_as_it_was(language: str) -> None:
    read = a_letter(*a_week(), language=language)

    assert outline(read) == (GOLDEN / f"issue.{language}.outline").read_text("utf-8")


def test_an_issue_of_tags_says_so_and_leads_to_their_pages() -> None:
    read = a_letter(*a_week(), tags=("강화학습",))

    address = "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/"
    assert "다음 태그의 노트만 모았습니다:\n#강화학습: " + address in stripped(read.text)
    assert address in links(read)


@BOTH
def test_every_link_is_absolute_and_in_the_text_too(language: str) -> None:
    read = a_letter(*a_week(), language=language)

    for address in links(read):
        assert urlsplit(address).scheme == "https"
        assert address in read.text


@BOTH
def test_every_cell_carries_its_own_type(language: str) -> None:
    """Naver and Daum drop the style element: what is not on the cell is not there."""
    cells = [cell for cell in page(a_letter(*a_week(), language=language)).iter("td") if cell.text_content().strip()]

    assert cells
    for cell in cells:
        style = cell.get("style", "")
        assert "Malgun Gothic" in style
        assert "word-break:keep-all" in style


def test_no_class_is_without_its_styles() -> None:
    """Every element that the stylesheet speaks of got its styles: without the head the letter is whole."""
    for element in page(a_letter(*a_week())).xpath("//body//*[@class]"):
        assert element.get("style"), element.get("class")


def test_language_and_direction_are_named_twice() -> None:
    """Web mail drops the html element, and with it what it says."""
    root = page(a_letter())

    assert [(e.get("lang"), e.get("dir")) for e in (root, root.find("body/div"))] == [("ko", "ltr"), ("ko", "ltr")]


def test_an_abstract_is_a_quotation_in_its_own_language() -> None:
    (quotation,) = page(a_letter(a_note())).iter("blockquote")

    assert quotation.get("lang") == "en"


def test_a_papers_title_says_its_language_where_that_is_not_the_letters() -> None:
    english, korean = a_note(), a_note(editions=(an_edition("ko", title="바이트 모델"), an_edition("en")))

    told = page(a_letter(english)).xpath("//*[@class='heading' or @class='line'][@lang]")

    assert [(one.tag, one.get("lang"), one.get("dir")) for one in told] == [("p", "en", "auto"), ("h3", "en", "auto")]
    for read in (a_letter(korean), a_letter(english, language="en")):
        assert not page(read).xpath("//*[@class='heading' or @class='line'][@lang]")


def test_a_short_abstract_has_no_link_to_the_rest() -> None:
    assert "초록 전체 보기" not in a_letter(a_note()).text
    assert "초록 전체 보기" in a_letter(*a_week()).text


def test_a_note_of_another_day_says_which() -> None:
    def older(entry: Entry) -> Article:
        return an_article(replace(entry, date=date(2024, 12, 2)))

    read = a_letter(articles=older)

    assert "2024년 12월 2일 작성" in read.text
    assert "2024년 12월 2일 작성" in read.html


def test_an_address_that_is_no_uri_becomes_one() -> None:
    read = a_letter(a_note(addresses=("https://paper.example/논문|a",)))

    paper = "https://paper.example/%EB%85%BC%EB%AC%B8%7Ca"
    assert f'href="{paper}"' in read.html
    assert paper in read.text.split()


def test_no_line_of_the_text_is_wider_than_a_mail() -> None:
    read = a_letter(*a_week())

    wide = [line for line in stripped(read.text).splitlines() if display_width(line) > COLUMNS and "://" not in line]
    assert wide == []


def test_nothing_is_loaded_when_a_mail_is_opened() -> None:
    picture = "A curve: ![a curve](https://pictures.example/curve.png)"
    notes = (*a_week(), a_note(editions=(an_edition("ko", commentary=picture),)))
    library = a_library(*notes)
    read = a_letter(*notes, articles=articles(library, a_site()))

    assert "https://pictures.example/curve.png" in links(read)
    assert not page(read).xpath("//*[@src or @background or @srcset]|//link|//script")
    assert "url(" not in read.html


def test_a_picture_is_found_from_the_text_too() -> None:
    picture = "![a curve](https://pictures.example/curve.png) and ![](https://pictures.example/b.png)"
    notes = (a_note(editions=(an_edition("ko", commentary=picture, abstract=f"{picture}. Then more."),)),)
    read = a_letter(*notes, articles=articles(a_library(*notes), a_site()))

    assert read.text.count("a curve (https://pictures.example/curve.png) and") == 2
    assert "https://pictures.example/b.png" in read.text


def test_a_site_that_is_read_in_japanese_needs_its_words_alone(tmp_path: Path) -> None:
    """Dates, fonts and line breaks follow from the language's code."""
    settings = read_settings(tmp_path, JAPANESE)
    (language,) = settings.site.languages
    note = a_note(editions=(an_edition("ja", commentary="バイト単位のモデルです。"),))

    read = a_letter(note, language="ja", site=settings.site, newsletter=settings.newsletter)

    assert read.subject == "論文ノート 2024年12月9日～15日：1件"
    assert "2024年12月13日金曜日\n" in stripped(read.text)
    assert "今週のノート" in read.text
    assert "Week" not in read.text
    assert language.strings("mail_unsubscribe") == "Unsubscribe", "what nobody translated is English"
    for cell in page(read).iter("td"):
        if cell.text_content().strip():
            assert "Hiragino Sans" in cell.get("style", "")
            assert "word-break:normal" in cell.get("style", "")
            assert "Malgun Gothic" not in cell.get("style", "")


@BOTH
def test_notes_may_stand_under_their_first_tag(language: str) -> None:
    read = a_letter(*a_week(), language=language, newsletter=a_newsletter(group="tag"))

    headings = [heading.text_content() for heading in page(read).iter("h2")][1:]
    assert headings == ["#tokenizer", {"ko": "태그 없음", "en": "Without a tag"}[language]]


def test_a_site_changes_a_block_and_a_rule_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "newsletter").mkdir()
    own = '{% extends "shipped/newsletter/issue.html" %}{% block footer %}{{ super() }}<p>CC BY 4.0</p>{% endblock %}'
    (tmp_path / "newsletter" / "issue.html").write_text(own, "utf-8")
    style = '{% include "shipped/newsletter/style.css" %}\n.title { color: #1d5c8c }'
    (tmp_path / "newsletter" / "style.css").write_text(style, "utf-8")

    read = a_letter(*a_week(), tags=("tokenizer",), environment=theme.environment(tmp_path))

    root = page(read)
    assert root.xpath("string(//td[contains(@class, 'footer')]/p[last()])") == "CC BY 4.0"
    assert "color:#1d5c8c" in root.find(".//h1").get("style")
    assert len(root.findall(".//h3")) == 2
    assert "prefers-color-scheme: dark" in read.html


def test_a_template_of_a_site_that_marks_no_notes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "newsletter").mkdir()
    (tmp_path / "newsletter" / "issue.txt").write_text("{{ issue.week }}\n", "utf-8")

    with pytest.raises(PublisherError, match=r"issue\.txt: expected .* before each note"):
        cut(
            an_issue(),
            site=a_site(),
            newsletter=a_newsletter(),
            articles=an_article,
            environment=theme.environment(tmp_path),
        )


def test_a_template_of_a_site_that_marks_what_no_letter_holds_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "newsletter").mkdir()
    (tmp_path / "newsletter" / "note.txt").write_text('{{ part("note") }}{{ part("notes", 1) }}\n', "utf-8")

    with pytest.raises(ValueError, match="expected part\\(\\) of one of between, choose"):
        cut(
            an_issue(),
            site=a_site(),
            newsletter=a_newsletter(),
            articles=an_article,
            environment=theme.environment(tmp_path),
        )


def stripped(text: str) -> str:
    """Without the spaces that fill up what is joined."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


JAPANESE = """
address = "https://notes.example/"
title = "論文ノート"
time_zone = "Asia/Tokyo"

[languages.ja.strings]
mail_subject = "{title} {week}：{notes}"
mail_notes = { other = "{count}件" }
mail_week = "第{number}週"
mail_contents = "今週のノート"
mail_more = { other = "ほか{count}件はウェブで" }
"""


def read_settings(folder: Path, configuration: str) -> Settings:
    (folder / "publisher.toml").write_text(configuration, "utf-8")
    return read_configuration(folder / "publisher.toml")


def page(read: Opened) -> html.HtmlElement:
    return html.document_fromstring(read.html)


def links(read: Opened) -> list[str]:
    return [str(address) for address in page(read).xpath("//a/@href")]


def outline(read: Opened) -> str:
    """Headings, paragraphs, quotations and links of a page, one a line, in order."""
    lines = []
    for element in page(read).find("body").iter("h1", "h2", "h3", "p", "blockquote", "a"):
        mark = f"a {element.get('href')}" if element.tag == "a" else element.tag
        lines.append(f"{mark}: {' '.join(' '.join(element.itertext()).split())}\n")
    return "".join(lines)
