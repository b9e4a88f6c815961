"""`publisher subscribers add`: one address, by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import config_option, errors, json_option, read_clock, read_settings
from publisher.commands.subscribers.address import ADDRESS
from publisher.commands.subscribers.known import known_tags, tell_unknown
from publisher.commands.subscribers.wish import CHOICES, CONSENT, choices_of, language_of

if TYPE_CHECKING:
    from publisher.audience.email import Email

_ENTERED = "entered by hand"


@click.command()
@ADDRESS
@click.option("--language", default="", metavar="CODE", help="Of their pages and mails.  [default: the site's first]")
@CHOICES
@CONSENT
@config_option
@json_option
def add(*, email: Email, language: str, choices: tuple[str, ...], consent: str, config: Path, as_json: bool) -> None:
    """Enter one address by hand.

    With --consent they get letters at once. Without it they stand as asked: no mail goes out before they have asked on
    the site themselves, and confirmed. Who left, bounced or complained is not brought back by this.
    """
    with errors():
        from publisher import console
        from publisher.audience.choice import Choice, Wish
        from publisher.audience.exchange.enter import Row, enter
        from publisher.audience.happening import Enter
        from publisher.audience.subscriber import State
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of
        from publisher.errors import PublisherError

        settings = read_settings(config)
        own = language_of(language, settings)
        chosen = choices_of(choices, settings)
        if any(choice.tag for choice in chosen):
            tell_unknown(chosen, settings, known_tags(settings))
        wish = Wish(language=own, choices=chosen or (Choice(own),))
        row = Row(
            email=email,
            enter=Enter(state=State.CONFIRMED, is_vouched=bool(consent)),
            wish=wish,
            place=consent or _ENTERED,
        )
        with opened(settings) as store:
            (entered,) = enter(roster_of(store, settings), [row], now=read_clock())
            if entered.change.refusal:
                raise PublisherError(f"{email.written}: {entered.change.refusal}")
            shown = roster_of(store, settings).show(email)
        assert shown, "who was entered is here"
        if as_json:
            console.print_json(answers.subscriber_as_json(shown[0], settings.tags))
            return
        if not entered.change.is_something:
            console.print_lines(["Here already, and left as they are:"])
        console.print_lines(answers.shown_in_words(*shown, settings.tags))
        if shown[0].state is State.ASKED:
            console.print_lines([answers.UNCONFIRMED])
