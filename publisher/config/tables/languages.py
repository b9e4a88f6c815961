"""[languages] -> the languages of a site, each with its title and its words of templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from publisher import theme
from publisher.config.tables.table import Table
from publisher.config.tables.words import Line
from publisher.site import Language
from publisher.strings import Strings

_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _wording(value: object) -> object:
    texts = value.values() if isinstance(value, dict) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"expected a text, or a table with a text for each plural form, got {value!r}")
    return value


Wording = Annotated[str | dict[str, str], BeforeValidator(_wording)]


class LanguageTable(Table):
    """A language that the site is published in."""

    title: Line = ""
    """The site's title in it; the site's own where it is not given."""
    subtitle: Line = ""
    strings: dict[str, Wording] = Field(default_factory=dict)
    """Words of templates, instead of those that ship with the program."""


def _languages(value: object) -> object:
    """`languages = ["ko", "en"]` says as much as two empty tables."""
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        value = {code: {} for code in value}
    if not isinstance(value, dict) or not value:
        raise ValueError(f'expected languages such as ["ko", "en"], got {value!r}')
    return value


def _known_language(value: dict[str, Any]) -> dict[str, Any]:
    from babel import Locale, UnknownLocaleError

    for code in value:
        try:
            known = bool(_CODE.fullmatch(code)) and Locale.parse(code, sep="-") is not None
        except (UnknownLocaleError, ValueError):
            known = False
        if not known:
            raise ValueError(f'expected language codes such as ko, en or pt-BR, got "{code}"')
    return value


Languages = Annotated[
    dict[str, LanguageTable],
    BeforeValidator(_languages),
    AfterValidator(_known_language),
]


def settle_languages(
    tables: Mapping[str, LanguageTable], *, title: str, subtitle: str, templates: Path
) -> tuple[Language, ...]:
    """In the order of the file; the site's own title and subtitle where a language has none."""
    return tuple(
        Language(
            code=code,
            title=table.title or title,
            subtitle=table.subtitle or subtitle,
            strings=_strings(code, table.strings, templates),
        )
        for code, table in tables.items()
    )


def _strings(code: str, own: Mapping[str, Wording], templates: Path) -> Strings:
    return Strings(
        code=code,
        words={**theme.words(code, templates), **own},
        untranslated=tuple(key for key in theme.untranslated(code, templates) if key not in own),
    )
