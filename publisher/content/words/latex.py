"""LaTeX as titles and names hold it -> Unicode text; whatever is not LaTeX stays as it is."""

from __future__ import annotations

import re

from publisher.content.words.formula import formula_text

# Pandoc's rule: no space just inside the dollars, no digit after them. "$5 and $6" is money.
_MATH = re.compile(r"(?<![\\$])(\$\$?)(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\1(?!\d)", re.DOTALL)
SIGN = re.compile(r"\$(\\[A-Za-z]+(?:\{[^{}$]*\})?)\$(?=[0-9])")
r"""The exception: in `256$\times$256` a macro alone is no sum of money."""

ACCENT = re.compile(
    r"""(?P<brace>\{)?(?:
        \\[`'^"~](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])(?:\{\})?|[A-Za-z])  # \'e  \'{e}  \'{\i}  \'\i{}
      | \\[=.vucHkrdb]\{\\?[A-Za-z]\}                                         # \v{a}
      | (?(brace)\\[vucHkrdb]\ [A-Za-z]|(?!))                                 # {\v a}
      | \\(?:ss|aa|AA|ae|AE|oe|OE|[oOlLij])(?![A-Za-z])(?:\{\}|\ )?           # \o  \o{}  \l ukasz
    )(?(brace)\})""",
    re.VERBOSE,
)
STYLES = {"textbf": "strong", "textit": "em", "emph": "em", "textsl": "em", "texttt": "code"}
STYLES |= dict.fromkeys(("text", "textrm", "textsc", "textsf", "textup", "textnormal", "mbox", "underline"), "")
"""Macros that style a piece of prose, and the HTML element that does the same; "" where there is none."""

_STYLED = re.compile(rf"\\(?:{'|'.join(STYLES)}|url|href\{{[^{{}}]*\}})\{{([^{{}}]*)\}}")
_ESCAPED = re.compile(r"\\([%&#_$])")
_DEEPEST = 4  # styles within styles


def plain(source: str) -> str:
    r"""Turn a title or a name into Unicode text: formulas between dollars, and elsewhere accents and styles.

    `na\"ive $x^2$` becomes `naïve x²`; `50% of data` stays.
    """
    if "$" not in source and "\\" not in source:
        return source
    source = SIGN.sub(lambda sign: formula_text(sign[1]), source)
    pieces: list[str] = []
    end = 0
    for span in _MATH.finditer(source):
        pieces += (_prose(source[end : span.start()]), formula_text(span[2]))
        end = span.end()
    return "".join((*pieces, _prose(source[end:])))


def accented(source: str) -> str:
    """Turn an accent, as ACCENT finds it, into its letter; where there is no such letter, it stays."""
    letter = formula_text(source.strip())
    # Unbraced, only what European names need: \"H is rather the beginning of an escaped quotation.
    return letter if len(letter) == 1 and ("{" in source or letter <= "\u024f") else source


def _prose(text: str) -> str:
    if "\\" not in text:
        return text
    text = ACCENT.sub(lambda match: accented(match[0]), text)
    for _ in range(_DEEPEST):
        text = _STYLED.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)
