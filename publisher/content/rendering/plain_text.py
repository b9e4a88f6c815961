"""Clean HTML -> plain text for mails and summaries: quotations after `> `, items after `- `, `label (address)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from publisher.content.words.scripts import lowered, raised

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = {"p", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "hr", "table"}
_PLAIN = re.compile(r'(?:<p>(?:[^<]++|</?(?:strong|em|del|code)>|<a href="[^"]*">[^<]*</a>)*</p>\n?)+')
_TAG = re.compile("</?(?:strong|em|code)>|</p>")
_STRUCK = "~~"
"""Around what is struck out: without it a text would say what its author takes back."""
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
_SPACES = re.compile(" {2,}")
_AROUND_BREAK = re.compile(r" ?\n ?")


def text_of(markup: str) -> str:
    """Turn HTML, as `markup.to_html` makes it, into text: blocks apart by a blank line, lines not wrapped."""
    if not markup:
        return ""
    paragraphs = plain_paragraphs(markup)
    return "\n\n".join(paragraphs) if paragraphs is not None else by_tree(markup)


def plain_paragraphs(markup: str) -> tuple[str, ...] | None:
    """The paragraphs of HTML that holds nothing else, as most does; None where a tree is needed to read it."""
    if not _PLAIN.fullmatch(markup):
        return None
    markup = markup.replace("<del>", _STRUCK).replace("</del>", _STRUCK)
    text = _TAG.sub("", _LINK.sub(_linked, markup)).replace("\n", " ").replace("\t", " ")
    paragraphs = tuple(unescape(part).strip() for part in text.split("<p>")[1:])
    # Where spaces meet, it matters which element they are in.
    return None if any("  " in part for part in paragraphs) else tuple(filter(None, paragraphs))


def _linked(link: re.Match[str]) -> str:
    return link[2] if _link(unescape(link[2]), unescape(link[1])) == unescape(link[2]) else f"{link[2]} ({link[1]})"


def by_tree(markup: str) -> str:
    """The same for any HTML that `markup.to_html` makes."""
    return "\n\n".join(_blocks(_parser()(f"<div>{markup}</div>")))


@cache
def _parser() -> Callable[[str], _Element]:
    from lxml import etree

    parser = etree.XMLParser(huge_tree=True)
    return lambda markup: etree.fromstring(markup, parser)


def _blocks(parent: _Element) -> Iterator[str]:
    """The blocks of a container, those too that stand in it without a paragraph of their own."""
    loose = _spaced(parent.text)
    for child in parent:
        if child.tag in _BLOCKS:
            yield from filter(None, (_lines(loose), _block(child)))
            loose = _spaced(child.tail)
        else:
            loose += _inline(child) + _spaced(child.tail)
    if _lines(loose):
        yield _lines(loose)


def _block(element: _Element) -> str:
    match element.tag:
        case "blockquote":
            return _prefixed("\n\n".join(_blocks(element)), "> ", "> ")
        case "ul" | "ol":
            return "\n".join(_items(element))
        case "pre":
            return "".join(map(str, element.itertext())).rstrip("\n")
        case "hr":
            return "* * *"
        case "table":
            return "\n".join(" | ".join(_lines(_content(cell)) for cell in row) for row in element.iter("tr"))
        case _:
            return _lines(_content(element))


def _items(element: _Element) -> Iterator[str]:
    for number, item in enumerate(element, int(element.get("start", "1"))):
        mark = f"{number}. " if element.tag == "ol" else "- "
        yield _prefixed("\n".join(_blocks(item)), mark, " " * len(mark))


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((first if not number else rest) + line for number, line in enumerate(lines)).rstrip()


def _content(element: _Element) -> str:
    return _spaced(element.text) + "".join(_inline(child) + _spaced(child.tail) for child in element)


def _inline(element: _Element) -> str:
    match element.tag:
        case "br":
            return "\n"
        case "img":
            return element.get("alt", "")
        case "a":
            return _link(_content(element), element.get("href", ""))
        case "del":
            return f"{_STRUCK}{_content(element)}{_STRUCK}"
        case "sup":
            return raised(_content(element))
        case "sub":
            return lowered(_content(element))
        case _:
            return _content(element)


def _link(label: str, address: str) -> str:
    shown = label.strip() or address
    return label if not address or shown in (address, address.removeprefix("mailto:")) else f"{label} ({address})"


def _spaced(text: str | None) -> str:
    """A text node: its line ends are spaces, as everywhere in HTML."""
    text = (text or "").replace("\n", " ").replace("\t", " ")
    return _SPACES.sub(" ", text) if "  " in text else text


def _lines(text: str) -> str:
    return _AROUND_BREAK.sub("\n", text).strip() if "\n" in text else text.strip()
