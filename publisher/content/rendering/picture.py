"""A picture as a note names it -> the element that shows it, or its words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from publisher.content.rendering.bare_links import ABSOLUTE
from publisher.content.rendering.uri import uri

_SOURCE = re.compile(r'<img src="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture of content/ where readers load it."""

    path: str
    """Below feeds/."""
    address: str
    """The same, absolute."""
    media_type: str
    length: int
    """Bytes."""
    width: int
    """In pixels; 0 where that is not known, as is the height."""
    height: int


Depict = Callable[[str], Shown | None]
"""A picture's name -> the picture, if it lies in content/."""


def undepicted(name: str) -> None:
    """Show no picture of content/: its words stand for it."""


def element(address: str, alternative: str, depict: Depict = undepicted) -> str:
    """The picture at an address, or the words that stand for it; both as they stand in HTML."""
    if ABSOLUTE.match(address):
        return f'<img src="{address}" alt="{alternative}" />'
    shown = depict(html.unescape(address))
    if not shown:
        return alternative
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    return f'<img src="{html.escape(shown.address)}" alt="{alternative}"{size} />'


def embedded(inside: str, depict: Depict) -> str:
    """The picture of `![[name|label]]`; a label of digits is a width, which is the reader's own affair."""
    name, _, label = inside.replace("\\|", "|").partition("|")
    words = "" if label.strip().replace("x", "").isdigit() else label.strip()
    return element(html.escape(name.strip()), html.escape(words or _stem(name)), depict)


def cover(name: str, title: str, commentary: str, depict: Depict) -> str:
    """A paragraph with the picture that a note's front matter names, unless its commentary shows it, or ""."""
    if not name:
        return ""
    address = html.escape(uri(name) if ABSOLUTE.match(name) else name)
    found = element(address, html.escape(title), depict)
    source = _SOURCE.match(found)
    return f"<p>{found.replace(' />', '/>')}</p>\n" if source and source[0] not in commentary else ""


def _stem(name: str) -> str:
    return unquote(name).strip().rpartition("/")[2].rpartition(".")[0]
