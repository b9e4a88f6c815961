"""CSS as mails hold it -> rules and declarations, read as forgivingly as mail programs do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PIECE = re.compile(r""" "[^"]*" | '[^']*' | \([^()"']*\) | [{};] | [^{};"'()]+ | . """, re.VERBOSE | re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """`color: #1c2128`."""

    name: str
    """In lower case."""
    value: str
    """In lower case, without `!important`."""
    is_important: bool
    source: str
    """As it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    """A rule of a stylesheet, or an at-rule that holds none, such as `@import`."""

    condition: str
    """The at-rules around it, such as `@media (prefers-color-scheme: dark)`; empty for none."""
    selector: str
    declarations: tuple[Declaration, ...]
    line: int


def declarations(style: str) -> tuple[Declaration, ...]:
    """The declarations of a `style` attribute or of a rule."""
    parts: list[str] = [""]
    for piece in _PIECE.findall(_COMMENT.sub(" ", style)):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(_declaration(part) for part in parts if ":" in part)


def stylesheet(css: str, *, line: int = 1) -> tuple[StyleRule, ...]:
    """The rules of a stylesheet that begins on this line of its file."""
    return tuple(_rules(_COMMENT.sub(_as_blank, css), "", line))


def _declaration(source: str) -> Declaration:
    name, _, value = source.partition(":")
    bare = _IMPORTANT.sub("", value)
    return Declaration(
        name=name.strip().lower(),
        value=" ".join(bare.lower().split()),
        is_important=bare != value,
        source=" ".join(source.split()),
    )


def _rules(css: str, condition: str, line: int) -> Iterator[StyleRule]:
    for prelude, body, offset in _blocks(css):
        at = line + css.count("\n", 0, offset)
        if body is None or (prelude.startswith("@") and not _is_grouping(prelude)):
            inside = declarations(body) if body else ()
            yield StyleRule(condition=condition, selector=prelude, declarations=inside, line=at)
        elif prelude.startswith("@"):
            within = at + css[offset:].partition("{")[0].count("\n")
            yield StyleRule(condition=condition, selector=prelude, declarations=(), line=at)
            yield from _rules(body, f"{condition} {prelude}".strip(), within)
        else:
            yield StyleRule(condition=condition, selector=prelude, declarations=declarations(body), line=at)


def _is_grouping(prelude: str) -> bool:
    return prelude.lower().startswith(("@media", "@supports", "@layer", "@container"))


def _blocks(css: str) -> Iterator[tuple[str, str | None, int]]:
    """Each statement at the top: what stands before its braces, what stands in them, and where it begins."""
    depth, begin, brace, position = 0, 0, 0, 0
    for piece in _PIECE.findall(css):
        if piece == "{":
            brace = position if not depth else brace
            depth += 1
        elif piece == "}" and depth:
            depth -= 1
            if not depth:
                yield " ".join(css[begin:brace].split()), css[brace + 1 : position], _first(css, begin)
                begin = position + 1
        elif piece == ";" and not depth:
            if prelude := " ".join(css[begin:position].split()):
                yield prelude, None, _first(css, begin)
            begin = position + 1
        position += len(piece)


def _first(css: str, position: int) -> int:
    """Where the first thing after a position stands."""
    return position + len(css[position:]) - len(css[position:].lstrip())


def _as_blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
