"""A note, rendered -> findings: what it keeps from readers who see no pictures."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.content.rendering.article import Article
from publisher.errors import Severity
from publisher.lint.finding import Part, Place, Rule, Spot


def _pictures_without_words(article: Article) -> Iterator[Spot]:
    markup = f"<div>{article.commentary}{article.abstract}</div>"
    if "<img" not in markup:
        return
    from lxml import etree

    page = etree.fromstring(markup, etree.XMLParser(huge_tree=True))
    for picture in page.iter("img"):
        if not picture.get("alt", "").strip():
            address = picture.get("src", "")
            place = Place(part=Part.HTML, address=address)
            yield Spot(place=place, message=f"picture {address[:120]!r} has no words")


RULES: tuple[Rule[Article, Spot], ...] = (
    Rule(
        code="note/image-alt",
        severity=Severity.NOTICE,
        reason="in a mail a picture is a link of these words, and a screen reader says them: without any, an address",
        advice="Say what the picture shows: ![the loss of both models](https://…).",
        find=_pictures_without_words,
        is_of_notes=True,
    ),
)
