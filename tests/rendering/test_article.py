"""Entries -> articles."""

from __future__ import annotations

from datetime import date

from publisher.content.library import Library
from publisher.content.note import Note
from publisher.content.rendering.article import Article, articles
from publisher.content.rendering.plain_text import text_of
from tests.builders import a_library, a_note, a_site, an_edition, an_entry
from tests.rendering.fragments import links, words


def a_named_note(file: str, **fields: object) -> Note:
    return a_note(
        file=file, title=file, editions=(an_edition("ko", title=file), an_edition("en", title=file)), **fields
    )


def an_article_of(commentary: str, *others: Note, language: str = "ko", **fields: object) -> Article:
    """The article of a note with this commentary, in a library with these other notes."""
    note = a_note(file="251231 Here.md", editions=(an_edition(language, commentary=commentary),), **fields)
    library = a_library(note, *others)
    entry = next(entry for entry in library.entries if entry.file == note.file)
    return articles(library, a_site())(entry)


def address_of(library: Library, file: str, language: str) -> str:
    return next(a_site().url(e.path) for e in library.entries if (e.file, e.language) == (file, language))


def test_an_article_holds_the_entry_as_html_and_as_text() -> None:
    entry = an_entry(abstract="We $x^2$ **it**.", commentary="**하나**입니다.\n\n둘.")

    article = articles(a_library(), a_site())(entry)

    assert article.entry is entry
    assert article.abstract == "<p>We x<sup>2</sup> <strong>it</strong>.</p>"
    assert (article.lead, article.lead_text, text_of(article.abstract)) == (article.abstract, "We x² it.", "We x² it.")
    assert article.commentary_text == "하나입니다.\n\n둘."
    assert article.summary == "하나입니다. 둘."


def test_an_entry_is_rendered_once() -> None:
    article = articles(a_library(), a_site())

    assert article(an_entry()) is article(an_entry())


def test_an_entry_without_abstract_has_none() -> None:
    article = articles(a_library(), a_site())(an_entry(abstract=""))

    assert {article.abstract, article.lead, text_of(article.abstract), article.lead_text} == {""}


def test_the_lead_of_a_long_abstract_is_its_beginning() -> None:
    first = "We study one thing that takes quite some words to say, " * 4 + "and say it."

    article = articles(a_library(), a_site())(an_entry(abstract=f"{first} Then {first}"))

    assert words(article.lead) == article.lead_text == first
    assert words(article.abstract) == f"{first} Then {first}"


def test_an_indented_abstract_is_no_code() -> None:
    article = articles(a_library(), a_site())(an_entry(abstract="    We study.\n    And write."))

    assert article.abstract == "<p>We study.\nAnd write.</p>"


def test_a_wiki_link_leads_to_the_note_in_the_same_language() -> None:
    other = a_named_note("2020/200319 GIQA.md")

    article = an_article_of("[[200319 giqa]]", other, language="en")

    target = address_of(a_library(a_note(), other), other.file, "en")
    assert links(article.commentary) == [("2020/200319 GIQA.md", target)]


def test_a_wiki_link_leads_to_another_language_where_there_is_no_own() -> None:
    other = a_note(file="200319 GIQA.md", editions=(an_edition("en"),))

    article = an_article_of("[[200319 GIQA.md]]", other, language="ko")

    assert [address.split("/")[3] for _, address in links(article.commentary)] == ["en"]


def test_a_wiki_name_is_the_same_however_it_is_composed() -> None:
    other = a_named_note("200319 \u1112\u1161\u11ab.md")

    article = an_article_of("[[200319 한|글]]", other)

    assert [label for label, _ in links(article.commentary)] == ["글"]


def test_translations_in_files_of_their_own_are_one_name() -> None:
    article = an_article_of("[[model]]", a_named_note("notes/model.ko.md"))

    assert len(links(article.commentary)) == 1


def test_a_day_page_is_no_name_of_a_note() -> None:
    page = (a_note(file="2020-03-19.txt", line=2), a_note(file="2020-03-19.txt", line=8))

    article = an_article_of("[[2020-03-19]]", *page)

    assert article.commentary == "<p>2020-03-19</p>"


def test_related_notes_are_those_of_the_same_language_each_once() -> None:
    both = a_named_note("200319 GIQA.md")
    english = a_note(file="200320 Other.md", editions=(an_edition("en"),))
    names = ("200319 GIQA", "200320 Other", "200319 giqa.md", "000000 Unknown", "251231 Here")

    article = an_article_of("단어", both, english, related=names)

    assert [(entry.file, entry.language) for entry in article.related] == [("200319 GIQA.md", "ko")]


def test_a_name_that_two_notes_share_is_the_newer_one() -> None:
    older = a_named_note("old/model.md", date=date(2024, 12, 1))
    newer = a_named_note("new/model.md", date=date(2024, 12, 12))

    article = an_article_of("[[model]]", older, newer)

    assert [label for label, _ in links(article.commentary)] == ["new/model.md"]
