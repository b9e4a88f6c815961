"""`#tags` in running text: which there are, and the text without those that are only tags."""

from __future__ import annotations

import re

_NAME = r"(?=[\w+/-]*[^\W\d_])\w[\w+/-]*"
_TAG = re.compile(rf"(?<![^\s(\[{{,;:'\"“‘·|])#({_NAME})")
_GLUED = re.compile(rf"#({_NAME})")
_TAG_LINE = re.compile(rf"\s*(?:[-*+]\s+)?(?:tags?\s*:\s*)?#{_NAME}(?:[\s,;]*#{_NAME})*[\s,;]*", re.IGNORECASE)
_TAG_WORD = re.compile(rf"#{_NAME}(?:[,;]*#{_NAME})*[,;]*")
_SENTENCE_END = tuple(".!?…。:)]}\"'”’`\n")
_NOT_TEXT = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)"
    r"|(?<!`)(`+)(?!`).{1,1000}?(?<!`)\1(?!`)"  # bounded: backticks that nothing closes are looked for once each
    r"|https?://[^\s<>]+|\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|^#{1,6}\s.*?$",
    re.DOTALL | re.MULTILINE,
)
_LETTER = re.compile(r"[^\W\d_]")
_PARTICLE = re.compile(r"(?<=[A-Za-z0-9])[가-힣]+\Z")


def is_tag_line(line: str) -> bool:
    """Whether a line holds tags and nothing else."""
    return "#" in line and _TAG_LINE.fullmatch(line) is not None


def tags_of_line(line: str) -> tuple[str, ...]:
    """The tags of a tag line, as spelt."""
    return tuple(map(_trim, _GLUED.findall(line)))


def tags_in_text(text: str) -> tuple[str, ...]:
    """The tags inside sentences: not those in code, addresses, links and headings; a Korean particle is cut off."""
    if "#" not in text:
        return ()
    names = (_PARTICLE.sub("", _trim(name)) for name in _TAG.findall(_NOT_TEXT.sub(" ", text)))
    return tuple(filter(_LETTER.search, names))


def without_trailing_tags(text: str) -> str:
    """Drop the run of tags after a paragraph's last sentence; a tag inside a sentence is a word of it and stays."""
    if "#" not in text:
        return text
    start, tags = len(text), 0
    for word in reversed(list(re.finditer(r"\S+", text))):
        if not _TAG_WORD.fullmatch(word[0]):
            break
        start, tags = word.start(), tags + word[0].count("#")
    before = text[:start].rstrip(" \t")
    apart = not before or before.endswith(_SENTENCE_END) or tags > 1
    return before.rstrip() if tags and apart else text


def _trim(name: str) -> str:
    return name.strip("-/_") if not name.endswith("++") else name
