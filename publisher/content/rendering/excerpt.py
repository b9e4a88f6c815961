"""A whole -> its beginning: the first sentences of an abstract, one line of a commentary."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEAD = 240  # characters, about
_LONGEST_LEAD = 2 * _LEAD
_HORIZON = 6 * _LEAD  # how far ahead it is seen that a formula, a link or bold print is closed again
_SUMMARY = 300

_END = re.compile(
    r"""[.!?。！？\n](?:
        (?<=[.!?])[)\]"'”’]*(?=\s+[^\sa-z]|\s*\Z)
      | (?<=[。！？])[」』）”]*
      | (?<=\n)(?=\s*\n)
    )""",
    re.VERBOSE,
)
_NO_END = re.compile(
    r"(?:\A|[\s(\[“\"])(?:e\.g|i\.e|al|vs|cf|ca|viz|resp|approx|figs?|eqs?|secs?|tabs?|dr|prof|mrs?|ms|st|[a-z]|"
    r"(?:[a-z]\.)+[a-z])\.\Z|(?:\A|\n)[ \t]*[0-9]+\.\Z",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[$`\[*_~\\]")
_SPAN = re.compile(
    r"""\$(?=\S)(?:[^$\\]|\\.)++(?<!\s)\$(?!\d)
      | (?P<ticks>`++)(?:(?!(?P=ticks)).)*+(?P=ticks)
      | \[\[[^\[\]\n]*\]\]
      | \[[^\[\]\n]*\]\([^()\s]*\)
      | (?P<marks>\*{1,3}|_{1,3}|~~)(?=\S)[^*_~\n]*(?<=\S)(?P=marks)
      | \\[A-Za-z]+\{[^{}\n]*\}
    """,
    re.VERBOSE | re.DOTALL,
)


def lead(source: str) -> str:
    """The first sentences of a Markdown text, about 240 characters of it, cut at the end of a sentence.

    No formula, code, link or emphasis is cut. A sentence that does not end in sight is cut after a word.
    """
    if len(source) <= _LEAD:
        return source
    text = source[:_HORIZON]
    spans = [match.span() for match in _SPAN.finditer(text)] if _MARKUP.search(text) else []
    ends = [end for end in _sentence_ends(text, spans) if end <= _LONGEST_LEAD]
    if ends:
        return source[: min(ends, key=lambda end: abs(end - _LEAD))].rstrip()
    words = [place.start() for place in re.finditer(r"\s", text[:_LEAD]) if not _inside(place.start(), spans)]
    end = words[-1] if words else next((start for start, end in spans if start < _LEAD < end), _LEAD)
    return f"{source[:end].rstrip()}…" if end else source


def summary(text: str) -> str:
    """The beginning of a plain text on one line, at most 300 characters, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= _SUMMARY:
        return line
    middle = _SUMMARY // 2
    end = line.rfind(" ", middle, _SUMMARY)
    if end < 0:  # Chinese and Japanese have no spaces
        end = _SUMMARY - 1
    opened = line.rfind("(", middle, end)
    if opened > line.rfind(")", middle, end):  # mostly an address
        end = opened
    return f"{line[:end].rstrip(' ,;:')}…"


def _sentence_ends(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for stop in _END.finditer(text, 0, _LONGEST_LEAD + 1):
        last = text[: stop.start() + 1]
        if not _inside(stop.start(), spans) and not _NO_END.search(last, max(0, len(last) - 12)):
            yield stop.end()


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < position < end for start, end in spans)
