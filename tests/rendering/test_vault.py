"""The real notes of a vault, rendered: what no reader should ever see is not there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from publisher.content.loader import LoadRules, load
from publisher.content.rendering.article import Article, articles
from publisher.content.rendering.plain_text import text_of
from tests.builders import SEOUL, a_library, a_site
from tests.rendering.fragments import links, parsed

SHARED = Path(__file__).parents[2].parent / "shared"


@cache
def the_articles() -> tuple[Article, ...]:
    vault = SHARED / "input" / "vault"
    if not vault.is_dir():
        pytest.skip("../shared is absent")
    notes = load(vault, languages=("ko", "en"), zone=SEOUL, rules=LoadRules()).notes
    library = a_library(*notes)
    render = articles(library, a_site())
    return tuple(render(entry) for entry in library.entries)


def test_every_note_becomes_well_formed_html() -> None:
    rendered = the_articles()

    assert len(rendered) >= 300
    for article in rendered:
        for html in (article.commentary, article.abstract, article.lead):
            parsed(html)


def test_no_link_swallows_a_word() -> None:
    found = [link for article in the_articles() for link in links(article.commentary)]

    assert len(found) > 100
    assert [address for _, address in found if not re.fullmatch(r"https?://[!-~]*[\w/]", address, re.ASCII)] == []


def test_every_address_of_a_commentary_is_linked() -> None:
    for article in the_articles():
        addresses = re.findall(r"https?://[\w./-]*[\w/]", article.entry.commentary, re.ASCII)

        assert set(addresses) <= {address for _, address in links(article.commentary)}


def test_no_latex_is_left() -> None:
    texts = [text for article in the_articles() for text in (article.commentary_text, text_of(article.abstract))]

    assert [text for text in texts if "\\" in text or re.search(r"\$[^\s\d]", text)] == []


def test_no_emphasis_comes_from_products_and_ranges() -> None:
    sources = {"384*384": 0, "256*256": 0, "A* ": 0}

    for article in the_articles():
        for product in sources:
            sources[product] += text_of(article.abstract).count(product)

    assert all(sources.values())


def test_leads_are_whole_sentences() -> None:
    leads = [article.lead_text for article in the_articles() if article.lead != article.abstract]

    assert len(leads) > 200
    assert [text for text in leads if not text.endswith((".", "!", "?")) or not 60 < len(text) <= 480] == []
