"""What a page tells browsers, search engines and whoever shows a preview of a link to it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import html

from publisher import theme
from publisher.strings import Strings
from tests.builders import a_note, an_edition
from tests.pages.builders import a_page, notes_on, texts

FRIDAY, SATURDAY, MONDAY = date(2024, 12, 13), date(2024, 12, 14), date(2024, 12, 16)


def meta(page: html.HtmlElement, name: str) -> list[str]:
    return [str(content) for content in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")]


def translations(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//link[@rel='alternate' and not(@type)]")
    return {link.get("hreflang"): link.get("href") for link in links}


@pytest.mark.parametrize("path", ["index.html", "ko/index.html", "en/index.html"])
def test_the_front_page_is_for_whoever_reads_neither_language(path: str) -> None:
    page = a_page([a_note()], path)

    assert translations(page) == {
        "ko": "https://notes.example/ko/",
        "en": "https://notes.example/en/",
        "x-default": "https://notes.example/",
    }


@pytest.mark.parametrize("path", ["ko/tags/index.html", "ko/tags/tokenizer/index.html", "ko/2024/12/13/index.html"])
def test_other_pages_name_their_translations_alone(path: str) -> None:
    assert list(translations(a_page([a_note()], path))) == ["ko", "en"]


def test_a_preview_of_a_day_says_when_it_was_published_and_of_what() -> None:
    notes = [a_note(date=FRIDAY, tags=("llm",)), a_note(date=FRIDAY, tags=("tokenizer", "llm"))]

    page = a_page(notes, "en/2024/12/13/index.html")

    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:title") == texts(page, "//title")
    assert meta(page, "og:url") == ["https://notes.example/en/2024/12/13/"]
    assert meta(page, "og:site_name") == ["Paper notes"]
    assert meta(page, "article:published_time") == ["2024-12-13T00:00:00+09:00"]
    assert meta(page, "article:modified_time") == ["2024-12-13T00:00:01+09:00"]
    assert meta(page, "article:tag") == ["llm", "tokenizer"]


def test_every_other_page_is_no_article() -> None:
    pages = [a_page([a_note()], path) for path in ("index.html", "ko/index.html", "ko/tags/index.html")]

    assert [meta(page, "og:type") for page in pages] == [["website"]] * 3
    assert [meta(page, "article:tag") for page in pages] == [[]] * 3


def test_a_preview_knows_the_language_and_those_of_the_translations() -> None:
    only_korean = a_note(date=SATURDAY, editions=(an_edition("ko"),))

    both = a_page([only_korean, a_note()], "en/2024/12/13/index.html")
    alone = a_page([only_korean, a_note()], "ko/2024/12/14/index.html")

    assert (meta(both, "og:locale"), meta(both, "og:locale:alternate")) == (["en_US"], ["ko_KR"])
    assert (meta(alone, "og:locale"), meta(alone, "og:locale:alternate")) == (["ko_KR"], [])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ko", "ko_KR"),
        ("pt-BR", "pt_BR"),
        ("de-AT", "de_AT"),
        ("zh-Hant", "zh_TW"),
        ("no", "no_NO"),
        ("es-419", ""),
        ("eo", ""),
    ],
)
def test_a_language_without_a_country_gets_that_of_most_of_its_writers(code: str, expected: str) -> None:
    assert Strings(code=code, words={}).regional == expected


def test_a_description_holds_whole_titles_alone() -> None:
    long = [a_note(date=FRIDAY, editions=(an_edition("en", title=f"{letter * 90}"),)) for letter in "abc"]
    endless = a_note(date=SATURDAY, editions=(an_edition("en", title="word " * 100),))

    days = [a_page([*long, endless], f"en/2024/12/{day}/index.html") for day in (13, 14)]

    assert meta(days[0], "description") == [f"{'a' * 90} · {'b' * 90}"]
    assert len(meta(days[1], "description")[0]) == 200


def test_the_page_of_a_tag_is_described_by_its_newest_notes() -> None:
    page = a_page(notes_on([SATURDAY, FRIDAY]), "en/tags/tokenizer/index.html")

    assert meta(page, "description") == meta(page, "og:description") == ["Paper 1 · Paper 2"]


def test_a_browser_knows_the_days_beside_a_day() -> None:
    notes = notes_on([MONDAY, SATURDAY, FRIDAY])

    middle, first, last = (a_page(notes, f"en/2024/12/{day}/index.html") for day in (14, 13, 16))

    assert middle.xpath("//link[@rel='prev']/@href") == ["../../../../en/2024/12/13/"]
    assert middle.xpath("//link[@rel='next']/@href") == ["../../../../en/2024/12/16/"]
    assert first.xpath("//link[@rel='prev']") == last.xpath("//link[@rel='next']") == []


def test_the_browsers_frame_has_the_colour_of_the_paper() -> None:
    page = a_page([a_note()], "index.html")
    stylesheet = (theme.shipped() / "pages" / "style.css").read_text("utf-8")

    light, dark = re.findall(r"--paper: (#[0-9a-f]{6});", stylesheet)

    assert meta(page, "theme-color") == [light, dark]
