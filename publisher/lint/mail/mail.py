"""The bytes of a message -> its headers, its HTML as a tree, and its text, as a mail program takes them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from functools import cached_property
from typing import Any

from lxml import etree

from publisher.lint.finding import Part, Place, Spot
from publisher.lint.mail.css import StyleRule, stylesheet
from publisher.newsletter.headers import decoded

Element = Any
"""Of lxml, whose types say less than they seem to."""

_HEADINGS = ("h1", "h2", "h3", "h4")
_UNSHOWN = {"head", "script", "style", "title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A header field as it stands in the message."""

    name: str
    """In lower case."""
    value: str
    """Unfolded, not decoded."""
    lines: tuple[str, ...]
    line: int
    """Of the message, from 1."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A message, taken apart only as far as it is asked for."""

    source: bytes
    left_out: int = 0
    """Notes of its issue that it does not hold, because programs would cut a longer one."""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(_fields(self.source))

    def named(self, name: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.name == name)

    @cached_property
    def subject(self) -> str:
        """In words; as it stands where it cannot be decoded."""
        value = next((field.value for field in self.named("subject")), "")
        return " ".join(decoded(value).split())

    @cached_property
    def html(self) -> str:
        return _text(self._message, "html")

    @cached_property
    def text(self) -> str:
        return _text(self._message, "plain")

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element of the HTML, in order."""
        if not self.html.strip():
            return ()
        root = etree.fromstring(self.html, etree.HTMLParser(huge_tree=True))
        return tuple(element for element in root.iter() if isinstance(element.tag, str)) if root is not None else ()

    @cached_property
    def body(self) -> tuple[Element, ...]:
        """The elements that are shown, if nothing hides them."""
        return tuple(one for one in self.elements if one.tag == "body" or _is_below_body(one))

    @cached_property
    def styles(self) -> tuple[StyleRule, ...]:
        """The rules of its style elements, with the lines that they stand on."""
        sheets = (one for one in self.elements if one.tag == "style" and one.text)
        return tuple(rule for sheet in sheets for rule in stylesheet(sheet.text, line=sheet.sourceline or 0))

    def of(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def at(self, element: Element, message: str, *, address: str = "") -> Spot:
        """Something to tell of an element, and perhaps of where it leads."""
        place = Place(part=Part.HTML, line=element.sourceline or 0, headings=_headings(element), address=address)
        return Spot(place=place, message=message)

    @cached_property
    def _message(self) -> Message:
        # By the standard library's old policy: the new one fails at some of what it cannot read.
        return message_from_bytes(self.source)


def tell(part: Part, message: str, line: int = 0) -> Spot:
    """Something to tell of a part, or of a line of it."""
    return Spot(place=Place(part=part, line=line), message=message)


def words_of(element: Element) -> str:
    """What an element says, to the eye or to a screen reader."""
    images = (image.get("alt") or "" for image in element.iter("img"))
    named = (element.get(name) or "" for name in ("aria-label", "title"))
    return " ".join(" ".join((*element.itertext(), *images, *named)).split())


def _fields(source: bytes) -> Iterator[Field]:
    head = re.split(rb"\r?\n\r?\n", source, maxsplit=1)[0].decode("ascii", "replace")
    collected: list[str] = []
    for number, line in enumerate((*re.split(r"\r?\n", head), ""), start=1):
        if collected and not line.startswith((" ", "\t")):
            yield _field(collected, number - len(collected))
            collected = []
        collected.append(line)


def _field(lines: list[str], number: int) -> Field:
    name, _, value = "".join(lines).partition(":")
    return Field(name=name.strip().lower(), value=value.strip(), lines=tuple(lines), line=number)


def _text(message: Message, subtype: str) -> str:
    for part in message.walk():
        if part.get_content_type() == f"text/{subtype}" and part.get_content_disposition() != "attachment":
            content = part.get_payload(decode=True)
            charset = str(part.get_content_charset("utf-8"))
            return _decoded(content, charset).replace("\r\n", "\n") if isinstance(content, bytes) else ""
    return ""


def _decoded(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):  # no such charset, or no name of one
        return content.decode("utf-8", "replace")


def _is_below_body(element: Element) -> bool:
    ancestors = [element.tag, *(ancestor.tag for ancestor in element.iterancestors())]
    return "body" in ancestors and _UNSHOWN.isdisjoint(ancestors)


def _headings(element: Element) -> tuple[str, ...]:
    """Where the headings lead to of the smallest part around an element that has any."""
    for around in (element, *element.iterancestors()):
        links = (link for heading in around.iter(*_HEADINGS) for link in heading.iter("a"))
        if addresses := tuple(dict.fromkeys(link.get("href") for link in links if link.get("href"))):
            return addresses
    return ()
