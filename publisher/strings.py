"""The words of templates in one language: plain ones, counted ones, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from publisher.errors import PublisherError

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """What templates say. A counted string maps CLDR plural categories to wordings."""

    code: str
    words: Mapping[str, str | Mapping[str, str]]
    untranslated: tuple[str, ...] = ()
    """The keys of those that are English for want of others."""

    @property
    def locale(self) -> Locale:
        """Babel's locale of the language; its import is left to the first use."""
        return _locale(self.code)

    @property
    def regional(self) -> str:
        """The language and a country, as Open Graph wants both: `ko_KR`, `pt_BR`; empty where CLDR knows no country."""
        return _regional(self.code)

    def __call__(self, key: str, **values: object) -> str:
        """The string of that name, its `{names}` filled in; `count` chooses the plural form."""
        words = self.words.get(key)
        if words is None:
            raise PublisherError(
                f"no string {key!r} for language {self.code!r}: add it to templates/strings/{self.code}.toml"
            )
        if not isinstance(words, str):
            count = values["count"]
            assert isinstance(count, int), "a counted string is asked for with count="
            locale = _locale("en") if key in self.untranslated else self.locale
            words = words.get(locale.plural_form(count)) or words["other"]
        return words.format(**values)

    def day(self, day: date | datetime) -> str:
        """A date in words: `Friday, December 13, 2024`, `2024년 12월 13일 금요일`."""
        return _date(self.code, day, "full")

    def weekday(self, day: date) -> str:
        """The name of a date's weekday: `Friday`, `금요일`."""
        from babel.dates import format_date

        return format_date(day, "EEEE", locale=self.locale)

    def month(self, day: date) -> str:
        """The month of a date: `December 2024`, `2024년 12월`."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", day, locale=self.locale)

    def date(self, day: date | datetime) -> str:
        """A date in words without its weekday: `December 13, 2024`, `2024년 12월 13일`."""
        return _date(self.code, day, "long")

    def people(self, names: Sequence[str], *, named: int) -> str:
        """Names on one line, shortened where that leaves out two or more: `A, B and 24 more`."""
        more = len(names) - named
        if more <= 1:
            return ", ".join(names)
        return self("people_more", names=", ".join(names[:named]), count=more)

    def language_name(self, code: str) -> str:
        """What this language calls another: `영어`, `Korean`."""
        return _language_name(code, self.code)


@cache
def _language_name(code: str, within: str) -> str:
    return _locale(code).get_display_name(_locale(within)) or code


@lru_cache(maxsize=1 << 14)  # the same few days stand on very many entries
def _date(code: str, day: date | datetime, form: Literal["full", "long"]) -> str:
    from babel.dates import format_date

    return format_date(day, form, locale=_locale(code))


@cache
def _locale(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(code, sep="-")


@cache
def _regional(code: str) -> str:
    """A language without a country gets the one where most of its writers are (CLDR, likely subtags)."""
    from babel.core import get_global, parse_locale

    locale = _locale(code)
    likely = get_global("likely_subtags").get(str(locale)) or str(locale)
    # Likely tags may name a locale that CLDR has no words for: `no_Latn_NO`.
    country = locale.territory or parse_locale(likely)[1] or ""
    return f"{locale.language}_{country}" if country.isalpha() else ""
