"""A paragraph -> the title of a paper and its authors, if it is that: `*Title* (Authors)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.content.formats.blocks import Block, Kind
from publisher.content.words.people import closing, opening, split_authors

LONGEST_TITLE = 400
_LONGEST = 100_000  # characters: over a thousand authors and their universities
_MARKED = re.compile(r"([*_]{1,2}.+?[*_]{1,2}) ?([(（].*)")
_CLOSING = (")", "）")
_EMPHASIS = frozenset("*_")
_STOPS = (".", "。", "!", "…")
_SENTENCES = re.compile(r"(?<=\w{3})[.?!。]\s")
_VERBS = tuple("다요죠음함듯네까지")
"""What Korean sentences end with when their full stop is missing."""
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u0370-\u03ff\u1e00-\u1eff]{2}")
"""Two letters of a script that is not Latin; Greek ones stand in titles too."""
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "van", "von"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A title with its authors, as one paragraph holds them."""

    title: str
    authors: tuple[str, ...]


def paper_heading(block: Block) -> Heading | None:
    """Read `*Title* (Authors)`, the title perhaps wrapped over lines or without asterisks; None for other text."""
    if block.kind is not Kind.TEXT or len(block.text) > _LONGEST:
        return None
    text = block.text.strip()
    if not text.endswith(_CLOSING) and text[:1] not in _EMPHASIS:
        return None  # as most paragraphs are
    title, authors = _split_authors(" ".join(text.split()))
    if not title or len(title) > LONGEST_TITLE:
        return None
    if _is_marked(title, authors):
        is_title = _may_be_title(title, authors)
    else:
        is_title = names_people(title, authors) and not _NOT_LATIN.search(title)
    return Heading(title=title.strip("*_ "), authors=split_authors(authors)) if is_title else None


def plain_heading(block: Block) -> Heading:
    """Read `# Title` or `# Title (Authors)`."""
    text = block.text.lstrip("#").strip()
    title, authors = _split_authors(text) if len(text) <= _LONGEST else (text, "")
    named = names_people(title, authors)
    return Heading(title=title if named else text, authors=split_authors(authors) if named else ())


def are_authors(block: Block) -> bool:
    """Whether a paragraph is a list of names in parentheses and nothing else."""
    text = " ".join(block.text.split()) if block.text.startswith(("(", "（")) and len(block.text) <= _LONGEST else ""
    return block.kind is Kind.TEXT and closing(text) == len(text) - 1 >= 0 and names_people("", text)


def names_people(title: str, authors: str) -> bool:
    """Whether the parentheses after an unmarked title hold names, and not an aside."""
    if not authors or "http" in authors or title.endswith(_STOPS):
        return False
    names = [part.strip() for part in authors[1:-1].split(",")]
    if len(names) == 1:
        words = names[0].split()
        capital = all(word[:1].isupper() or word in _PARTICLES for word in words)
        return capital and len(words) in range(2, 6) and not _SENTENCES.search(f"{title} {names[0]} ")
    likely = [name for name in names if name[:1] and not name[:1].islower() and not name[:1].isdigit()]
    return len(likely) >= 0.8 * len(names) and not _SENTENCES.search(f"{names[-1]} ") and not title.endswith(_VERBS)


def ends_sentence(text: str) -> bool:
    return text.endswith(_STOPS)


def _split_authors(text: str) -> tuple[str, str]:
    """`Title (A, B)` -> `Title`, `(A, B)`; the second is empty where the text ends otherwise."""
    start = opening(text) if text.endswith(_CLOSING) else -1
    title = text[:start].strip()
    if start >= 0 and title.count("(") == title.count(")"):
        return title, text[start:]
    marked = _MARKED.fullmatch(text)  # a parenthesis too many or too few
    return (marked[1], marked[2]) if marked else (text, "")


def _is_marked(title: str, authors: str) -> bool:
    """Whether emphasis stands around a title, or before its authors at one end where the other was forgotten."""
    begins, ends = title[0] in "*_" and title[1:2] not in {"", " "}, title[-1] in "*_"
    return (begins and ends and len(title) > 2) or (bool(authors) and begins != ends and title.count("*") == 1)


def _may_be_title(marked: str, authors: str) -> bool:
    """Whether what is emphasised is a title: a sentence is none, nor are Korean words and one remark."""
    if not authors:
        return not ends_sentence(marked.strip("*_ ")) and not _NOT_LATIN.search(marked)
    return "," in authors or not _NOT_LATIN.search(marked + authors)
