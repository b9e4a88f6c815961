"""Front matter as most authors write it -> its keys and values in one pass; where YAML has more to it, None.

A YAML parser takes half of the time that reading a note does. What is read here means to it just the same, which
tests/content/test_plain_yaml.py holds it to; whatever is not surely so is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Value = str | list[str]

# Plain words of one line: none that begins with a sign, and no `: ` or ` #` in them, which mean something else.
_PLAIN = r"\w(?:[^:#]|:(?=\S)|(?<=\S)\#)*"
_IN_LIST = r"\w[^\[\]{},:#]*"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_KEY = re.compile(
    rf"""(?P<key>[A-Za-z_][A-Za-z0-9_-]{{0,60}}):\ *
    (?: (?<=\ )(?:
        (?P<plain>{_PLAIN})
      | (?P<quoted>{_QUOTED})
      | \[\ *(?P<list>(?:{_IN_LIST}|(?:{_QUOTED})\ *)(?:,\ *(?:{_IN_LIST}|(?:{_QUOTED})\ *))*)?\]
      | (?P<block>[>|])(?P<strip>-?)
    ) )?\ *""",
    re.VERBOSE,
)
_ITEM = re.compile(rf"(?P<indent>\ *)-\ +(?:(?P<plain>{_PLAIN})|(?P<quoted>{_QUOTED}))\ *", re.VERBOSE)
_LIST_ITEM = re.compile(rf"(?P<plain>{_IN_LIST})|(?P<quoted>{_QUOTED})")
_BELOW = frozenset(" -")
"""What a line that belongs to the key above it begins with."""
_INDENTED = re.compile(r"( +)\S(?:.*\S)?")


def read_plain(lines: Sequence[str]) -> dict[str, tuple[Value, int]] | None:
    """Read `key: value` by key in lower case, with the number of its line from 0; None where there is more to it."""
    if not all(map(str.isprintable, lines)):
        return None
    found: dict[str, tuple[Value, int]] = {}
    position = 0
    while position < len(lines):
        number, position = position, position + 1
        if not lines[number]:
            continue
        setting = _KEY.fullmatch(lines[number])
        if not setting or (key := setting["key"].lower()) in found:
            return None
        end = next((place for place in range(position, len(lines)) if lines[place][:1] not in _BELOW), len(lines))
        value = _value(setting, lines[position:end])
        cut_short = setting["block"] and not setting["strip"] and end == len(lines)
        if value is None or cut_short:  # whether the last line ends in a line feed is not seen here
            return None
        found[key] = (value, number)
        position = end
    return found


def _value(setting: re.Match[str], below: Sequence[str]) -> Value | None:
    """What a key is set to, beside it or below it; None where that is not plain."""
    if setting["block"]:
        return _block(setting, below)
    if setting.end("key") + 1 == len(setting[0].rstrip()):
        return _items(below) if below else ""
    if below:
        return None
    if setting["plain"] or setting["quoted"]:
        return _text(setting)
    return [_text(item) for item in _LIST_ITEM.finditer(setting["list"] or "")]


def _text(match: re.Match[str]) -> str:
    return match["quoted"][1:-1] if match["quoted"] else match["plain"].rstrip()


def _items(below: Sequence[str]) -> list[str] | None:
    items = [_ITEM.fullmatch(line) for line in below]
    found = [item for item in items if item]
    if len(found) < len(items) or len({item["indent"] for item in found}) > 1:
        return None
    return [_text(item) for item in found]


def _block(setting: re.Match[str], below: Sequence[str]) -> str | None:
    """The lines below `key: >` as one paragraph, or below `key: |` as they are."""
    lines = list(_unindented(below))
    if not lines or len(lines) < len(below):
        return None
    return (" " if setting["block"] == ">" else "\n").join(lines) + ("" if setting["strip"] else "\n")


def _unindented(below: Sequence[str]) -> Iterator[str]:
    """The lines without the indentation of the first, up to one that has another."""
    first = _INDENTED.fullmatch(below[0]) if below else None
    for line in below:
        indented = _INDENTED.fullmatch(line)
        if not first or not indented or indented[1] != first[1]:
            return
        yield line[len(first[1]) :]
