"""A formula, or an accent, in LaTeX -> Unicode text and HTML; one that has no plain form is shown as it is written."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from publisher.content.words.characters import printable
from publisher.content.words.scripts import lowered, raised

TRANSPARENT = (
    *("emph", "mbox", "bm", "boldsymbol", "pmb", "operatorname", "text"),
    *(f"text{style}" for style in ("bf", "it", "sl", "tt", "rm", "sc", "sf", "up", "normal")),
    *(f"math{style}" for style in ("bf", "it", "tt", "sf")),
)
"""Macros whose argument is shown and nothing else: 𝙶𝚛𝚊𝚍 is harder to read, to find and to hear than Grad."""
SILENT = (
    *("left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "limits", "displaystyle", "textstyle", "xspace"),
    *("bf", "it", "rm", "tt", "sf", "sc", "em"),
)
"""Macros that change how the rest looks."""
OPAQUE = ("input", "include", "href", "url", "item")
"""Macros that have no place in a formula."""

_LONGEST = 1_000  # characters of a formula that is converted
_LATEX = re.compile(r"[\\{}^_~%#&]")
_TIE = re.compile(r"(?<!\\)~")
_LITERAL = re.compile(r"(?<!\\)[%#&]")
_BARE_ARGUMENT = re.compile(r"([_^])(\\[A-Za-z]+\{[^{}]*\})")
_TIGHT = re.compile(r"(?<=\S)([×⋅∘⊗⊙∈→⇒≤≥≠≈∼∝±∪∩⊂⊆∖]) ")

# Marks around what is raised or lowered, between conversion and rendering; `printable` keeps them out of a source.
_SCRIPTS = {"^": ("\ufdd0", "\ufdd1"), "_": ("\ufdd2", "\ufdd3")}
_TAGS = str.maketrans({"\ufdd0": "<sup>", "\ufdd1": "</sup>", "\ufdd2": "<sub>", "\ufdd3": "</sub>"})
_INNERMOST = re.compile("([\ufdd0\ufdd2])([^\ufdd0-\ufdd3]*)[\ufdd1\ufdd3]")


def formula_html(source: str) -> str:
    """Turn a formula, without its dollars, into HTML."""
    text = _unicode(source)
    return f"<code>{html.escape(source)}</code>" if text is None else html.escape(text).translate(_TAGS)


def formula_text(source: str) -> str:
    """Turn a formula, without its dollars, into one line of Unicode text."""
    text = _unicode(source)
    if text is None:
        return source
    while (flatter := _INNERMOST.sub(_flat, text)) != text:
        text = flatter
    return text


def _flat(match: re.Match[str]) -> str:
    return raised(match[2]) if match[1] == _SCRIPTS["^"][0] else lowered(match[2])


@lru_cache(maxsize=4_096)
def _unicode(source: str) -> str | None:
    """The text, with marks around what is raised or lowered; None when some LaTeX would be left in it."""
    if not _LATEX.search(source):
        return source
    if len(source) > _LONGEST or r"\begin" in source:
        return None
    prepared = _LITERAL.sub(r"\\\g<0>", _TIE.sub(r"\ ", source))
    prepared = _BARE_ARGUMENT.sub(r"\1{\2}", prepared)  # authors write x_\text{max}, TeX reads x_\text
    try:
        text = _TIGHT.sub(r"\1", _converter()(prepared)).strip()
    except Exception:  # noqa: BLE001  # malformed LaTeX makes pylatexenc raise AttributeError, RecursionError and more
        return None
    return text if text and "\\" not in text else None


@cache
def _converter() -> Callable[[str], str]:
    """Set pylatexenc up, once and late: importing it takes 20 ms, and most notes hold no LaTeX."""
    from pylatexenc import latex2text, latexwalker  # type: ignore[import-untyped]  # it has no types

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it tells what it cannot read; we show that
    grammar, meanings = _grammar(), _meanings()
    writer = latex2text.LatexNodes2Text(meanings, strict_latex_spaces={"between-latex-constructs": True})

    def convert(source: str) -> str:
        walker = latexwalker.LatexWalker(source, latex_context=grammar, tolerant_parsing=False)
        nodes, _, _ = walker.get_latex_nodes(parsing_state=walker.make_parsing_state(in_math_mode=True))
        return str(writer.nodelist_to_text(nodes))

    return convert


def _grammar() -> Any:
    """Which macros take an argument; `^` and `_` take one too."""
    from pylatexenc import latexwalker, macrospec

    argument = macrospec.MacroStandardArgsParser("{")
    grammar = latexwalker.get_default_latex_context_db().filter_context(exclude_categories=["nonascii-specials"])
    grammar.add_context_category(
        "publisher",
        prepend=True,
        macros=[macrospec.MacroSpec(name, "{") for name in (*TRANSPARENT, "unicode")],
        specials=[macrospec.SpecialsSpec(sign, args_parser=argument) for sign in _SCRIPTS],
    )
    return grammar


def _meanings() -> Any:
    """What macros turn into; an unknown one stays as it is, so that `_unicode` sees its backslash."""
    from pylatexenc import latex2text

    written: dict[str, str | Callable[..., str]] = {
        "space": " ",
        "|": "‖",
        "unicode": _code_point,
        "frac": _fraction,
    }
    written |= dict.fromkeys(TRANSPARENT, "%s") | dict.fromkeys(SILENT, "") | dict.fromkeys(OPAQUE, _verbatim)
    meanings = latex2text.get_default_latex_context_db()
    meanings = meanings.filter_context(exclude_categories=["latex-placeholders", "nonstandard-qit"])
    meanings.add_context_category(
        "publisher",
        prepend=True,
        macros=[latex2text.MacroTextSpec(name, text) for name, text in written.items()],
        specials=[latex2text.SpecialsTextSpec(sign, _marked) for sign in _SCRIPTS],
    )
    meanings.set_unknown_macro_spec(latex2text.MacroTextSpec("", _verbatim))
    return meanings


def _verbatim(node: Any) -> str:
    return str(node.latex_verbatim())


def _marked(node: Any, l2tobj: Any) -> str:
    begin, end = _SCRIPTS[node.specials_chars]
    return f"{begin}{l2tobj.nodelist_to_text(node.nodeargd.argnlist)}{end}"


def _fraction(node: Any, l2tobj: Any) -> str:
    parts = (l2tobj.nodelist_to_text([argument]) for argument in node.nodeargd.argnlist)
    return "/".join(part if part.isalnum() else f"({part})" for part in parts)


def _code_point(node: Any, l2tobj: Any) -> str:
    r"""Turn arXiv's `\unicode{x2013}` into the character."""
    number = l2tobj.nodelist_to_text(node.nodeargd.argnlist)
    return printable(chr(int(number.removeprefix("x"), 16))) or _verbatim(node)
