"""Which language a paragraph is in: told by its marker, else by its script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

_LETTERS = {
    "Kore": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Kana": r"\u3041-\u30ff\u31f0-\u31ff",
    "Hani": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Latn": r"A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "Grek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": r"\u0400-\u052f",
    "Armn": r"\u0531-\u058f",
    "Hebr": r"\u0590-\u05ff",
    "Arab": r"\u0600-\u06ff\u0750-\u077f",
    "Deva": r"\u0900-\u097f",
    "Beng": r"\u0980-\u09ff",
    "Guru": r"\u0a00-\u0a7f",
    "Gujr": r"\u0a80-\u0aff",
    "Taml": r"\u0b80-\u0bff",
    "Telu": r"\u0c00-\u0c7f",
    "Knda": r"\u0c80-\u0cff",
    "Mlym": r"\u0d00-\u0d7f",
    "Sinh": r"\u0d80-\u0dff",
    "Thai": r"\u0e00-\u0e7f",
    "Laoo": r"\u0e80-\u0eff",
    "Mymr": r"\u1000-\u109f",
    "Geor": r"\u10a0-\u10ff",
    "Ethi": r"\u1200-\u137f",
    "Khmr": r"\u1780-\u17ff",
}
_HAN = frozenset({"Hans", "Hant", "Hani"})
_UNSPOKEN = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|https?://[^\s<>가-힣ぁ-ヿ一-鿿]*|\$\$[^$]*\$\$|\$[^\s$][^$\n]*\$"
    r"|\[\[[^\[\]\n]*\]\]|#[\w/-]+",
    re.DOTALL,
)
_UNSPOKEN_SIGNS = ("`", "://", "$", "[[", "#")
_ELEMENTS = frozenset({"ins", "map", "nav", "span"})
"""HTML elements that a language's name begins with."""
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = (".", "?", "!")
_ENOUGH = 0.15
"""The share of words that must show a script for it to be the paragraph's: Korean prose is full of Latin terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongues:
    """The languages of a site, and how each is told from the others."""

    codes: tuple[str, ...]
    scripts: Mapping[str, tuple[str, ...]]
    """Script -> the languages written in it, the script that is asked first foremost and Latin last."""
    letters: Mapping[str, re.Pattern[str]]
    words: Mapping[str, re.Pattern[str]]
    """Script -> a word that shows a letter of it, from that letter on."""
    markers: Mapping[str, str]
    """What a marker may say, in lower case -> language: `english`, `en`, `korean`, `한국어` …"""

    def only(self, codes: Sequence[str]) -> Tongues:
        """The same for fewer languages, in the site's order."""
        return tongues(tuple(code for code in self.codes if code in codes))

    def of_text(self, text: str) -> tuple[str, ...]:
        """The languages that a text may be in: one, none where it has no letters, several that share a script."""
        spoken = _UNSPOKEN.sub(" ", text) if any(sign in text for sign in _UNSPOKEN_SIGNS) else text
        if len(self.codes) == 1:
            return self.codes if _WORD.search(spoken) else ()
        for script, codes in self.scripts.items():
            if script != "Latn" and spoken.isascii():
                continue
            if self.letters[script].search(spoken) and self._is_in(script, text, spoken):
                return codes
        return ()

    def _is_in(self, script: str, text: str, spoken: str) -> bool:
        """Whether enough words of a text show a script's letters, and in Latin script whether they are prose."""
        needs_prose = script == "Latn" and len(self.scripts) > 1
        if needs_prose and spoken.isascii() and text.endswith(_STOPS):
            return True  # nothing but Latin letters: no need to count them
        seen = len(self.words[script].findall(spoken))
        if not needs_prose and seen >= _ENOUGH * (len(spoken) // 2 + 1):
            return True  # there are no more words than every second letter: no need to count them
        words = _WORD.findall(spoken)
        return seen >= _ENOUGH * len(words) and (not needs_prose or _is_prose(text, spoken, words))

    def of_script(self, text: str) -> str:
        """The one language that a text can be in by its script; "" where it may be none or several."""
        codes = self.of_text(text)
        return codes[0] if len(codes) == 1 else ""

    def of_marker(self, word: str) -> tuple[str, bool]:
        """The language that a marker names, and whether it was spelt right; "" for no marker of ours."""
        name = word.casefold()
        if name in self.markers:
            return self.markers[name], True
        names = [known for known in self.markers if len(known) >= 4] if name not in _ELEMENTS else []
        starts = [known for known in names if len(name) >= 3 and known.startswith(name)]
        near = starts or get_close_matches(name, names, n=1, cutoff=0.75)
        return (self.markers[near[0]], False) if near else ("", False)


def _is_prose(text: str, spoken: str, words: Sequence[str]) -> bool:
    """Whether Latin letters make a sentence: in another script's text, names, figures and labels stand alone too."""
    labels_address = spoken.rstrip().endswith(":") and not text.rstrip().endswith(":")
    if labels_address:
        return False
    return text.rstrip().endswith(_STOPS) or (len(words) >= 3 and any(map(str.islower, words)))


@cache
def tongues(codes: tuple[str, ...]) -> Tongues:
    """Learn from CLDR how languages are written and called: `ko` is in Hangul, `<korean>` and `<한국어>` mark it."""
    scripts: dict[str, list[str]] = {}
    for code in codes:
        scripts.setdefault(_script(code), []).append(code)
    order = sorted(scripts, key=lambda script: (script == "Latn", script in _HAN, script != "Kore"))
    return Tongues(
        codes=codes,
        scripts={script: tuple(scripts[script]) for script in order},
        letters={script: re.compile(f"[{_letters(script, scripts)}]") for script in order},
        words={script: re.compile(rf"[{_letters(script, scripts)}][^\W\d_]*") for script in order},
        markers={name: code for code in reversed(codes) for name in _names(code, codes)},
    )


@lru_cache(maxsize=1 << 16)
def language_of_title(title: str, language: str, abstract_language: str) -> str:
    """A title is in the entry's language or, as the paper's own, in that of the abstract: its letters tell.

    One letter is enough, for Latin terms stand in titles of any language: Latin is asked last.
    """
    known = tongues((language, abstract_language or language))
    for script, codes in known.scripts.items():
        if known.letters[script].search(title):
            return language if language in codes else abstract_language
    return language


def _script(code: str) -> str:
    from babel.core import get_global

    subtags = code.replace("_", "-").split("-")
    written = next((part.title() for part in subtags[1:] if len(part) == 4), "")
    likely = get_global("likely_subtags").get(subtags[0], "")
    script = written or next((part for part in likely.split("_") if len(part) == 4), "Latn")
    return "Hani" if script in _HAN else script


def _letters(script: str, scripts: Mapping[str, Sequence[str]]) -> str:
    """The letters of a script, as a regular expression's brackets hold them."""
    if script == "Jpan":
        return f"{_LETTERS['Kana']}{'' if 'Hani' in scripts else _LETTERS['Hani']}"
    return _LETTERS.get(script, _LETTERS["Latn"])


def _names(code: str, codes: Sequence[str]) -> set[str]:
    """What a language is called by itself, in English, and in the site's other languages."""
    from babel import Locale

    locale = Locale.parse(code, sep="-")
    others = (Locale.parse(other, sep="-") for other in codes)
    names = {
        code,
        code.partition("-")[0],
        locale.language_name,
        locale.english_name,
        locale.display_name,
        *(locale.get_language_name(other) for other in others),
    }
    return {name.split(" (")[0].casefold() for name in names if name}
