"""Words of the command line -> what is entered for somebody: their language, their choices, their consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from publisher.audience.choice import Choice
    from publisher.config import Settings

CONSENT = click.option(
    "--consent", default="", metavar="WORDS", help="Where and how they consented; kept. Without it nobody is confirmed."
)
CHOICES = click.option(
    "--choice", "choices", multiple=True, metavar="CHOICE", help="ko (everything) or en/llm (a tag); repeatable."
)


def language_of(code: str, settings: Settings) -> str:
    if not code:
        return settings.site.codes[0]
    if code not in settings.site.codes:
        expected = ", ".join(settings.site.codes)
        raise click.BadParameter(f'expected one of {expected}, got "{code}"', param_hint="--language")
    return code


def choices_of(words: tuple[str, ...], settings: Settings) -> tuple[Choice, ...]:
    from publisher.audience.choice import parse_choices, unknown_languages

    try:
        chosen = parse_choices(" ".join(words))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--choice") from error
    if unknown := next(unknown_languages(chosen, settings.site.codes), ""):
        expected = ", ".join(settings.site.codes)
        raise click.BadParameter(f'expected a language of {expected}, got "{unknown}"', param_hint="--choice")
    return chosen
