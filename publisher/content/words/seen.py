"""Markdown -> the same without the white space that no reader sees: an edit of nothing else is none."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Where a space may count, and folding would have to know Markdown as its parser does: code, in blocks or in a line,
# what is set in, tables, lines that underline a heading or open a list and hold nothing else.
_EXACT = re.compile(
    r"`|~~|<pre|\t|\||\\(?:\s|$)|^#.*  $|^[-+*>\d.) ]* {4}|^ *(?=\S)(?:[ >+*#=-]|\d++[.)])++$",
    re.MULTILINE,
)
_RUN = re.compile(r"(?<=\S) +(?=\S)")
_LINE_BREAK = re.compile(r"(?<=\S) {2,}(?=\n *(?!>|(?:[-+*#]|1[.)]) )\S)")  # where a paragraph goes on
_BLANK_LINES = re.compile(r"\n[ \n]*\n")
_LINE_END = re.compile(r" +$", re.MULTILINE)


def seen(markdown: str) -> str:
    """Fold runs of spaces, blank lines and the ends of lines; a text that holds code keeps all of them."""
    text = unicodedata.normalize("NFC", markdown)
    if _EXACT.search(text):
        return text
    text = _LINE_BREAK.sub("\\\\", text)  # Markdown's two ways to break a line are one
    text = _LINE_END.sub("", _RUN.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).rstrip().lstrip("\n")


def seen_hash(*texts: str) -> str:
    """Hash of what readers see of these texts; short: it tells versions apart, it proves nothing."""
    return hashlib.sha256("\0".join(map(seen, texts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
