"""support.json -> which mail programs drop a property, a value, a function, a unit, an at-rule or an element."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

BEARABLE = {
    "border-radius": "corners are square",
    "border-spacing": "cells stand apart as cellspacing says",
    "box-shadow": "there is no shadow",
    "box-sizing": "cells are as wide as their padding makes them",
    "color-scheme": "the program's own colours of fields and scroll bars stay light",
    "cursor": "the pointer stays an arrow",
    "font-kerning": "letters stand as the font has them",
    "font-stretch": "letters have their usual width",
    "hyphens": "words are not divided",
    "max-height": "what is hidden by it is hidden by display too",
    "min-width": "columns are as narrow as their words",
    "orphans": "the printed page breaks anywhere",
    "outline": "there is no outline",
    "overflow": "what is too wide or too high is shown whole",
    "overflow-wrap": "an address that is wider than the column stands out of it",
    "tab-size": "a tab is eight wide",
    "table-layout": "columns are as wide as their words",
    "text-decoration-color": "the line has the colour of the text",
    "text-decoration-style": "the line is plain",
    "text-decoration-thickness": "the line is as thick as usual",
    "text-overflow": "what is cut ends without dots",
    "text-underline-offset": "the line stands where it usually does",
    "text-wrap": "lines break where they are full",
    "transition": "changes are sudden",
    "white-space": "lines of code break where the column ends, or their spaces are one",
    "widows": "the printed page breaks anywhere",
    "word-break": "lines of Korean break inside words",
    "word-wrap": "an address that is wider than the column stands out of it",
}
"""Properties whose loss leaves a mail that can be read, and what is lost: they are not told."""


@cache
def dropped() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Kind and name of a feature -> the programs that drop it: `("property", "float")`."""
    table = json.loads((Path(__file__).parent / "support.json").read_text("utf-8"))
    return {(kind, name): tuple(clients) for kind, name, clients in table["dropped"]}
