"""`[[name#heading|label]]`, what stands between the brackets -> a link to another note, or its name as plain words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from publisher.content.words.latex import plain

Resolve = Callable[[str], tuple[str, str] | None]
"""A note's name -> its title and absolute address, where it is published."""

_DAY = re.compile(r"\d{6}\s+(?=\S)")
_ENDING = re.compile(r"\.(?:md|markdown|txt)\Z", re.IGNORECASE)


def unresolved(name: str) -> None:
    """Resolve no name: every wiki link becomes plain words."""


def wiki_link(inside: str, resolve: Resolve) -> str:
    """Turn a wiki link into HTML."""
    target, _, label = inside.replace("\\|", "|").partition("|")  # in a table the bar has to be escaped
    name, _, heading = target.partition("#")
    title, address = resolve(name.strip()) or ("", "")
    words = html.escape(label.strip() or title or spoken(name) or heading.strip(), quote=False)
    return f'<a href="{html.escape(address)}">{words}</a>' if address else words


def identity(name: str) -> str:
    """Turn a note's name or path into what two spellings of it have in common."""
    stem = _ENDING.sub("", name.strip().rpartition("/")[2])
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def spoken(name: str) -> str:
    """Turn `200319 GIQA.md` into the words that a reader needs: `GIQA`."""
    stem = _ENDING.sub("", name.strip().rpartition("/")[2])
    return plain(_DAY.sub("", stem, count=1) if _DAY.match(stem) else stem)
