"""The page of a day."""

from __future__ import annotations

from datetime import date

from tests.builders import a_library, a_note, an_edition
from tests.pages.builders import a_page, notes_on, texts

FRIDAY, SATURDAY, MONDAY = date(2024, 12, 13), date(2024, 12, 14), date(2024, 12, 16)


def test_a_day_shows_its_notes_in_the_order_of_the_page() -> None:
    page = a_page(notes_on([FRIDAY, FRIDAY, SATURDAY]), "ko/2024/12/13/index.html")

    assert texts(page, "//article//h2") == ["Paper 1", "Paper 2"]
    assert texts(page, "//h1") == ["2024년 12월 13일 금요일"]
    assert page.xpath("//h1/time/@datetime") == ["2024-12-13"]


def test_each_note_has_the_anchor_of_its_permalink() -> None:
    notes = notes_on([FRIDAY, FRIDAY])
    entries = a_library(*notes).of("en")

    page = a_page(notes, "en/2024/12/13/index.html")

    assert page.xpath("//article/@id") == [entry.anchor for entry in entries]


def test_an_abstract_is_unfolded_on_the_page_of_its_day() -> None:
    page = a_page([a_note()], "ko/2024/12/13/index.html")

    assert page.xpath("boolean(//details[@class='abstract']/@open)")


def test_a_day_leads_to_the_days_beside_it() -> None:
    notes = notes_on([MONDAY, SATURDAY, FRIDAY])

    page = a_page(notes, "en/2024/12/14/index.html")
    last = a_page(notes, "en/2024/12/16/index.html")

    assert page.xpath("//a[@rel='prev']/@href") == ["../../../../en/2024/12/13/"]
    assert page.xpath("//a[@rel='next']/@href") == ["../../../../en/2024/12/16/"]
    assert texts(page, "//nav[@class='neighbours']/a") == ["December 13, 2024", "December 16, 2024"]
    assert last.xpath("//a[@rel='next']") == []


def test_the_only_day_has_no_neighbours() -> None:
    page = a_page([a_note()], "en/2024/12/13/index.html")

    assert page.xpath("//nav[@class='neighbours']") == []


def test_a_day_names_itself_in_the_other_language_where_that_exists() -> None:
    only_korean = a_note(date=SATURDAY, editions=(an_edition("ko"),))
    notes = [only_korean, a_note()]

    both = a_page(notes, "ko/2024/12/13/index.html")
    alone = a_page(notes, "ko/2024/12/14/index.html")

    assert both.xpath("//link[@rel='alternate' and not(@type)]/@hreflang") == ["ko", "en"]
    assert alone.xpath("//link[@rel='alternate' and not(@type)]/@hreflang") == ["ko"]
    assert both.xpath("//header//a[@hreflang='en']/@href") == ["../../../../en/2024/12/13/"]
    assert alone.xpath("//header//a[@hreflang='en']/@href") == ["../../../../en/"]


def test_a_long_day_opens_with_its_contents() -> None:
    long = a_page(notes_on([FRIDAY] * 4), "en/2024/12/13/index.html")
    short = a_page(notes_on([FRIDAY] * 3), "en/2024/12/13/index.html")

    assert texts(long, "//nav[@class='contents']//a") == ["Paper 1", "Paper 2", "Paper 3", "Paper 4"]
    assert short.xpath("//nav[@class='contents']") == []
