"""A site's own words for templates -> what is wrong with them, before a template stumbles over it."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""CLDR's plural categories."""

Words = str | Mapping[str, str]


def fault(words: object, ours: Words | None) -> str:
    """Why words cannot stand for ours, or for none of ours (a template of the site may ask for its own)."""
    forms = {"other": words} if isinstance(words, str) else words
    if not isinstance(forms, dict) or not all(isinstance(text, str) for text in forms.values()):
        return "expected a text, or a table with a text for each plural form"
    if isinstance(ours, str) and forms is words:
        return "expected one text, got a table of plural forms"
    if strange := forms.keys() - _FORMS:
        return f"unknown plural form {min(strange)}, expected some of {', '.join(sorted(_FORMS))}"
    if "other" not in forms:
        return "the plural form other is missing"
    return next(filter(None, (_text_fault(text, ours) for text in forms.values())), "")


def _text_fault(text: str, ours: Words | None) -> str:
    try:
        fields = tuple(Formatter().parse(text))
    except ValueError as error:
        return f"expected {{{{ and }}}} for braces that are meant as such ({error})"
    for _, name, form, conversion in fields:
        if name is None:
            continue
        if ours is not None and name not in names(ours):
            return f"nothing fills {{{name}}}"
        if conversion or form not in ("", ","):  # a width of 10^9 would be filled
            return f"expected {{{name}}} and nothing else between the braces"
    return ""


def names(words: Words) -> frozenset[str]:
    """What a template fills into these words."""
    texts = [words] if isinstance(words, str) else list(words.values())
    counted = set() if isinstance(words, str) else {"count"}
    return frozenset(counted | {name for text in texts for _, name, _, _ in Formatter().parse(text) if name})
