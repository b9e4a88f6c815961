"""A Markdown parser's HTML -> HTML that may stand anywhere: below a page's headings, in a feed, in a mail."""

from __future__ import annotations

import html
import re

from publisher.content.rendering.bare_links import ABSOLUTE, linked
from publisher.content.rendering.picture import Depict, element
from publisher.content.rendering.shelter import Kept, restore, unfold
from publisher.content.words.formula import formula_html

_TOKEN = re.compile(
    r"""(?P<text>[^<]+)
      | <span\ data-math-style="[a-z]+">(?P<formula>[^<]*)</span>
      | <code[^>]*>(?P<code>[^<]*)</code>
      | <img\ src="(?P<image>[^"]*)"\ alt="(?P<alt>[^"]*)"[^>]*>
      | <a\ href="(?P<link>[^"]*)"[^>]*>
      | (?P<unlink></a>)
      | <(?P<slash>/?)h(?P<level>[1-6])>
      | (?P<void><[bh]r\ />)
      | (?P<end></[^>]*>)
      | (?P<start><[^>]*>)""",
    re.VERBOSE,
)
_HEADINGS_ABOVE = 2  # the page's title and the note's
_DEEPEST = 60  # elements within one another: sanitisers take time by the square of it, and nobody means more


def finish(markup: str, kept: tuple[Kept, ...], depict: Depict) -> str:
    """Show formulas and pictures, link bare addresses, lower headings, and drop links that lead nowhere from a feed."""
    pieces: list[str] = []
    depth, in_link = 0, False
    outline: list[int] = []
    for token in _TOKEN.finditer(markup):
        match token.lastgroup:
            case "text":
                pieces.append(unfold(token[0] if in_link else linked(token[0]), kept))
            case "start":
                depth += 1
                pieces.append(token[0] if depth <= _DEEPEST else "")
            case "end":
                pieces.append(token[0] if depth <= _DEEPEST else "")
                depth -= 1
            case "level":
                if not token["slash"]:
                    outline = [*(above for above in outline if above < int(token["level"])), int(token["level"])]
                pieces.append(f"<{token['slash']}h{min(len(outline) + _HEADINGS_ABOVE, 6)}>")
            case "link":
                in_link = bool(ABSOLUTE.match(token["link"]))
                pieces.append(f'<a href="{restore(token["link"], kept)}">' if in_link else "")
            case "unlink":
                pieces.append("</a>" if in_link else "")
                in_link = False
            case _:
                pieces.append(_leaf(token, kept, depict))
    return "".join(pieces)


def _leaf(token: re.Match[str], kept: tuple[Kept, ...], depict: Depict) -> str:
    match token.lastgroup:
        case "formula":
            return formula_html(html.unescape(restore(token["formula"], kept)))
        case "code":
            return f"<code>{restore(token['code'], kept)}</code>"
        case "alt":
            return element(restore(token["image"], kept), restore(token["alt"], kept), depict)
    return token[0]
