"""Commentaries by language -> editions, with the title and the abstract that they share."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.content.note import Edition
from publisher.content.words.language import Tongues
from publisher.content.words.latex import plain
from publisher.content.words.seen import seen_hash


def editions(commentaries: Mapping[str, str], *, title: str, abstract: str, tongues: Tongues) -> tuple[Edition, ...]:
    """One edition for each language that something is said in, in the order of the site's languages."""
    spoken = abstract_language(abstract, tongues)
    told = abstract.strip()
    return tuple(
        Edition(
            language=language,
            title=title,
            abstract=told,
            abstract_language=spoken,
            commentary=commentary,
            seen=seen_hash(told, commentary),
        )
        for language in tongues.codes
        if (commentary := commentaries.get(language, "").strip("\n")).strip()
    )


def abstract_language(abstract: str, tongues: Tongues) -> str:
    """The language that an abstract is marked with: told by its script; English where the site cannot tell."""
    if not abstract.strip():
        return ""
    codes = tongues.of_text(abstract)
    return codes[0] if len(codes) == 1 and len(tongues.codes) > 1 else "en" if abstract.isascii() else ""


def title_of(source: str) -> str:
    """A title as plain text on one line: no LaTeX, no Markdown emphasis around it."""
    return " ".join(plain(source).split()).strip("*_ ")
