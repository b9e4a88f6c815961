"""What is shown of an entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from publisher.content.library import Entry, Library
from publisher.pages.entry import entry_views, title_link
from tests.builders import SEOUL, a_library, a_note, a_site, an_arabic_site, an_edition, an_entry
from tests.pages.builders import a_page, an_article, parsed, printed, texts


def view_of(*entries: Entry, **fields: Any) -> Any:
    library = Library(entries=entries, tags=(), shelves={})
    views = entry_views(library, site=a_site(), articles=lambda entry: an_article(entry, **fields))
    return views(entries[0])


def test_a_papers_title_keeps_its_language_on_a_korean_page() -> None:
    paper = an_entry(title="Byte Latent Transformer")
    translated = an_entry(title="바이트 잠재 트랜스포머 Byte Latent Transformer")
    english = an_entry(language="en", title="Byte Latent Transformer")
    korean_paper = an_entry(language="en", title="BERT 모델", abstract_language="ko")

    languages = [title_link(entry).language for entry in (paper, translated, english, korean_paper)]

    assert languages == ["en", "ko", "en", "ko"]


def test_a_notes_own_date_is_shown_where_it_differs() -> None:
    late = an_entry(date=date(2024, 12, 9), published=datetime(2024, 12, 13, tzinfo=SEOUL))

    assert view_of(late).own_date == "2024년 12월 9일"
    assert view_of(an_entry()).own_date == ""


def test_only_languages_that_are_published_are_linked() -> None:
    korean, english = an_entry(), an_entry(language="en")

    assert [link.label for link in view_of(korean, english).translations] == ["English"]
    assert view_of(korean).translations == ()


def test_a_translation_is_linked_where_it_was_published() -> None:
    later = an_entry(language="en", published=datetime(2025, 1, 2, tzinfo=SEOUL))

    (link,) = view_of(an_entry(), later).translations

    assert link.target == f"en/2025/01/02/#{later.anchor}"


def test_the_papers_address_is_shown_as_people_write_it() -> None:
    assert view_of(an_entry(address="https://www.example.org/paper/")).source == "example.org/paper"
    assert view_of(an_entry(address="")).source == ""


def test_related_notes_are_linked() -> None:
    other = an_entry(note_id="tag:notes.example,2023-01-01:other", title="The other", tags=())

    (link,) = view_of(an_entry(), related=(other,)).related

    assert (link.label, link.target) == ("The other", f"ko/2024/12/13/#{other.anchor}")


def test_an_abstract_is_a_quotation_in_its_own_language() -> None:
    page = a_page([a_note()], "ko/2024/12/13/index.html")

    (quotation,) = page.xpath("//blockquote")

    assert quotation.get("lang") == "en"
    assert quotation.get("cite") == "https://arxiv.org/abs/2412.00001"
    assert texts(page, "//blockquote") == ["We study models of bytes."]
    assert page.xpath("//article/@lang") == ["ko"]


def test_a_note_without_abstract_authors_address_or_tags_shows_none_of_them() -> None:
    bare = a_note(editions=(an_edition("ko", abstract="", abstract_language=""),), authors=(), addresses=(), tags=())

    page = a_page([bare], "ko/2024/12/13/index.html")

    assert page.xpath("//article//details | //article//*[@class='byline'] | //article//footer") == []
    assert page.xpath("//article//p[@class='source']") == []


def test_on_a_page_from_right_to_left_a_papers_own_words_go_their_own_way() -> None:
    site = an_arabic_site()
    library = a_library(a_note(editions=(an_edition("ar", commentary="نص عن الجمل."),)), site=site)

    page = parsed(printed(library, site=site)["ar/2024/12/13/index.html"])

    assert page.get("dir") == "rtl"
    assert page.xpath("//*[@dir='auto']/@lang") == ["en", "en"]
    assert a_page([a_note()], "ko/2024/12/13/index.html").xpath("//*[@dir='auto']") == []
