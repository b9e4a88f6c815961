"""Markdown -> Markdown in which a parser finds nothing that its author did not mean, and back again in its HTML.

A star between digits, LaTeX, a wiki link and raw HTML do not survive a Markdown parser. Single letters are hidden
behind marks and come back as they were; what becomes something else is taken out, and two marks and a number say where.
In code and in formulas both come back as they were written: nothing here has to know where code begins and ends.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from publisher.content.rendering.bare_links import ABSOLUTE, ADDRESS
from publisher.content.rendering.picture import Depict, embedded
from publisher.content.rendering.wiki_link import Resolve, wiki_link
from publisher.content.words.formula import formula_html
from publisher.content.words.latex import ACCENT, SIGN, STYLES, accented, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A piece that was taken out: what its author wrote, and what readers see in its place."""

    source: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheltered:
    """A Markdown text that is safe to parse, and what was taken out of it."""

    markdown: str
    kept: tuple[Kept, ...]


Keep = Callable[[str, str], str]
"""Takes a source and its HTML, and returns what stands in the text instead."""

# Marks are noncharacters, which `printable` has dropped: nobody else can have written them.
_OPEN, _CLOSE = "\ufdd4", "\ufdd5"
_PLACE = re.compile(f"{_OPEN}([0-9]{{1,7}}){_CLOSE}")
_HIDDEN = {"*": "\ufdd0", "_": "\ufdd1", "~": "\ufdd2", "<": "\ufdd3"}
_HIDE = str.maketrans(_HIDDEN)
_ENCODED = {quote(mark): mark for mark in (*_HIDDEN.values(), _OPEN, _CLOSE)}  # as parsers write addresses

_WHOLE = re.compile(
    rf"""<!--(?:(?!<!--).)*?-->
      | (?P<sign>{SIGN.pattern})
      | !\[\[(?P<picture>[^\[\]\n|#]+?\.(?i:png|jpe?g|gif|webp|avif|svg)(?:\|[^\[\]\n]*)?)\]\]
      | \[\[(?=[^\[\]\n]*?(?:[^\W\d_]|[0-9]-[0-9]))(?P<wiki>[^\[\]\n]++)\]\](?!\()
      | \\url\{{(?P<url>[^{{}}\s]*)\}}
      | \\href\{{(?P<href>[^{{}}\s]*)\}}\{{(?P<label>(?:[^{{}}]++|\{{[^{{}}]*\}})*+)\}}""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(
    r"""``(?<!```)(?=[^`\s])(?P<double>(?:[^`\n]|\n(?!\n))*?)''
      | `(?<![`\\]`)(?=[^`\s])(?P<single>[^`'\n]*)'(?![\w'`])(?![^`\n]*[^\s(\[`]`)  # `so', and not the code `f' x`
    """,
    re.VERBOSE,
)
_BRACE = re.compile(rf"\\(?P<style>{'|'.join(STYLES)})\{{|\\.|[{{}}]|\n\s*\n", re.DOTALL)
_DEEPEST = 10  # styles within styles
_LONE = re.compile(
    r"""\*(?<=[0-9]\*)(?=[0-9])   # 256*256 and 3*3 is no emphasis
      | ~(?<![\\~]~)(?!~)         # 10~20, 30~40 is not struck out
      | <(?<!\\<)(?<!\]\(<)(?!https?:|mailto:|[\w.+-]+@)  # raw HTML is shown, <https://example.org> is a link
    """,
    re.VERBOSE,
)


def shelter(markdown: str, resolve: Resolve, depict: Depict) -> Sheltered:
    """Hide and take out of a text, free of noncharacters, whatever a Markdown parser would spoil."""
    kept: list[Kept] = []

    def keep(source: str, shown: str) -> str:
        kept.append(Kept(source=source, html=shown))
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    if "[[" in markdown or "\\" in markdown or "<!--" in markdown:
        markdown = _WHOLE.sub(lambda match: keep(match[0], _whole(match, resolve, depict)), markdown)
    if "`" in markdown:
        markdown = _QUOTED.sub(lambda match: _quotation(match, keep), markdown)
    if "\\" in markdown:
        markdown = ACCENT.sub(lambda match: _accent(match[0], keep), _styles(markdown, keep))
    if "://" in markdown:
        markdown = ADDRESS.sub(_hidden, markdown)
    if "*" in markdown or "~" in markdown or "<" in markdown:
        markdown = _LONE.sub(_hidden, markdown)
    return Sheltered(markdown=markdown, kept=tuple(kept))


def show(text: str) -> str:
    """Bring back, in the parser's HTML, the letters that were hidden."""
    if "%EF%B7%9" in text:
        for code, mark in _ENCODED.items():
            text = text.replace(code, mark)
    for letter, mark in _HIDDEN.items():
        text = text.replace(mark, html.escape(letter))
    return text


def unfold(text: str, kept: tuple[Kept, ...]) -> str:
    """Put into a piece of HTML what readers see instead of the pieces that were taken out."""
    return _PLACE.sub(lambda place: _at(place, kept).html, text) if _OPEN in text else text


def restore(text: str, kept: tuple[Kept, ...]) -> str:
    """Put back into a piece of HTML, code or an attribute, what the author wrote."""
    return _PLACE.sub(lambda place: html.escape(_at(place, kept).source), text) if _OPEN in text else text


def _at(place: re.Match[str], kept: tuple[Kept, ...]) -> Kept:
    number = int(place[1])  # an entity such as &#xFDD4; lets an author write a mark after all
    return kept[number] if number < len(kept) else Kept(source="", html="")


def _hidden(match: re.Match[str]) -> str:
    return match[0].translate(_HIDE)


def _whole(match: re.Match[str], resolve: Resolve, depict: Depict) -> str:
    """What readers see of a comment (nothing), a sign, a picture, a wiki link or an address in LaTeX."""
    if match["sign"]:
        return formula_html(match["sign"].strip("$"))
    if match["picture"]:
        return embedded(match["picture"], depict)
    if match["wiki"]:
        return wiki_link(match["wiki"], resolve)
    if match["url"] is None and match["href"] is None:
        return ""
    address = html.escape(plain(match["url"] or match["href"] or ""))
    label = address if match["url"] else html.escape(plain(match["label"]), quote=False)
    return f'<a href="{address}">{label}</a>' if ABSOLUTE.match(address) else label


def _quotation(match: re.Match[str], keep: Keep) -> str:
    if match["double"] is not None:
        return f"{keep('``', '“')}{match['double']}{keep(chr(39) * 2, '”')}"
    return f"{keep('`', '‘')}{match['single']}{keep(chr(39), '’')}"


def _accent(source: str, keep: Keep) -> str:
    letter = accented(source)
    return source if letter == source else keep(source, letter)


def _styles(text: str, keep: Keep) -> str:
    r"""Take out `\textbf{` and the brace that closes it; what stands between them stays, to be parsed."""
    opened: list[re.Match[str]] = []
    tags: dict[int, str] = {}
    for token in _BRACE.finditer(text):
        if token["style"] or token[0] == "{":
            opened.append(token)
        elif token[0] == "}" and opened:
            opening = opened.pop()
            if opening["style"] and len(opened) < _DEEPEST:
                tags |= _pair(STYLES[opening["style"]], opening.start(), token.start())
        elif token[0][0] == "\n":
            opened.clear()
    return _BRACE.sub(lambda token: keep(token[0], tags[token.start()]) if token.start() in tags else token[0], text)


def _pair(element: str, start: int, end: int) -> dict[int, str]:
    return {start: f"<{element}>", end: f"</{element}>"} if element else {start: "", end: ""}
