"""`publisher send`: the weekly letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from publisher.commands.options import parse_week
from publisher.commands.running import ask, clocks, config_option, errors, json_option, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.audience.email import Email
    from publisher.config import Settings
    from publisher.dispatch.proposal import Proposal
    from publisher.outbox.ledger.counting import Sending
    from publisher.store.store import Store
    from publisher.week import Week


def _parse_email(_: click.Context, __: click.Parameter, value: str | None) -> Email | None:
    from publisher.audience.email import parse_email

    try:
        return parse_email(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@config_option
@click.option("--week", metavar="WEEK", callback=parse_week, help="A closed week.  [default: the newest]")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language; repeatable.")
@click.option("--dry-run", is_flag=True, help="Say whom it would reach, and do nothing.")
@click.option("--test", "test", metavar="ADDRESS", callback=_parse_email, help="To this address alone, unrecorded.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--resume", is_flag=True, help="Only go on with what was begun.")
@click.option("--schedule", is_flag=True, help="Only what is due by [send] schedule, unasked: for cron.")
@json_option
def send(
    *,
    config: Path,
    week: Week | None,
    languages: tuple[str, ...],
    dry_run: bool,
    test: Email | None,
    yes: bool,
    resume: bool,
    schedule: bool,
    as_json: bool,
) -> None:
    """Send the weekly issue to its subscribers, each letter once.

    Whom it reaches is decided when it is planned, and shown before. A run that was cut short goes on where it ended:
    run it again. What was just leaving then is in doubt, and is not sent again by itself: `publisher issue` lists it.

    \b
    Examples:
      publisher send --dry-run
      publisher send --test me@example.org
      publisher send --week 2024-W50 --yes
      publisher send --schedule          every hour, by cron
    """
    if test and (dry_run or resume or schedule):
        raise click.UsageError("--test sends one letter, unrecorded: expected no --dry-run, --resume or --schedule")
    with errors():
        from publisher import console
        from publisher.commands import letters, trial
        from publisher.commands.opening import opened
        from publisher.dispatch import account, proposal, run

        settings = read_settings(config)
        _expect_languages(languages, settings)
        if schedule:
            _expect_schedule(settings, config)
        now = read_clock()
        with opened(settings, only_reads=dry_run) as store:
            if test:
                trial.send_test(settings, store, test, week=week, languages=languages, as_json=as_json)
                return
            shelf = None if resume else proposal.ready(settings, now=now, watch=console.watch)
            proposals: tuple[Proposal, ...] = ()
            if shelf:
                proposals = proposal.propose(
                    settings, store, shelf, now=now, week=week, languages=languages, only_in_time=schedule
                )
            since = run.too_late(settings, now) if schedule else None
            unfinished = partial(run.unfinished, store, since=since, week=week, languages=languages)
            begun = unfinished(now=now)
            is_idle = not as_json and not letters.number_to_send(proposals, begun, now)
            if is_idle and schedule and not dry_run:
                return  # cron mails every line to somebody
            if _shall_send(settings, proposals, begun, is_dry=dry_run, is_sure=yes or schedule, as_json=as_json):
                _send(settings, store, proposals, unfinished, as_json=as_json)
            elif is_idle:
                was_planned = bool(week and account.accounts(store, week, now=now))
                console.print_lines([letters.nothing_in_words(week, was_planned=was_planned, holds=bool(proposals))])


def _expect_languages(languages: Sequence[str], settings: Settings) -> None:
    if unknown := [code for code in languages if code not in settings.site.codes]:
        expected = ", ".join(settings.site.codes)
        raise click.BadParameter(f'expected one of {expected}, got "{unknown[0]}"', param_hint="--language")


def _expect_schedule(settings: Settings, config: Path) -> None:
    from publisher.errors import PublisherError

    if not settings.send.schedule:
        raise PublisherError(f"{config}: send.schedule: expected the hour that --schedule sends at, got none")


def _shall_send(
    settings: Settings,
    proposals: Sequence[Proposal],
    begun: Sequence[Sending],
    *,
    is_dry: bool,
    is_sure: bool,
    as_json: bool,
) -> bool:
    """Show what would be done, and ask; whether it is to be done."""
    from publisher import console
    from publisher.commands import letters
    from publisher.outbox.ways import way_out
    from publisher.results import counted

    way = way_out(settings.mail).name
    number = letters.number_to_send(proposals, begun, read_clock())
    if is_dry and as_json:
        console.print_json(
            {
                "proposed": [letters.proposal_as_json(one) for one in proposals],
                "begun": [letters.sending_as_json(one) for one in begun],
            }
        )
        return False
    if not as_json:
        console.print_lines(f"Begun: {letters.sending_in_words(one)}" for one in begun)
        console.print_lines(line for one in proposals for line in letters.proposal_in_words(one, way))
        if settings.mail.transport == "folder" and number:
            console.print_lines([f"[mail] transport is folder: letters become files in {way}, and count as sent"])
    if is_dry or not number:
        if as_json:
            console.print_json({"issues": []})
        return False
    if not is_sure:
        ask(f"Send {counted(number, 'letter')}?")
    return True


def _send(
    settings: Settings,
    store: Store,
    proposals: Sequence[Proposal],
    unfinished: Callable[..., tuple[Sending, ...]],
    *,
    as_json: bool,
) -> None:
    from publisher import console
    from publisher.commands import letters
    from publisher.dispatch import account, proposal, run
    from publisher.outbox.ledger.couriers import AtWorkError
    from publisher.results import counted

    stop = Event()
    sent: list[int] = []
    try:
        with (
            console.asked_to_end_by_signals(stop),
            run.working(settings, store, clocks(stop), is_alone=True, waits=cache(_say_that_it_waits)) as errand,
        ):
            for one in proposals:
                proposal.freeze_issue(settings, store, one, now=read_clock())
            to_send = unfinished(now=read_clock())
            sent += (one.id for one in to_send)
            with console.gauge(letters.left(to_send), "Sending") as shown:
                done = run.deliver_all(errand, sent, shown)
    except AtWorkError:
        raise
    except BaseException as error:
        if rest := letters.left(unfinished(now=read_clock())):
            error.add_note(f"Still to be sent: {counted(rest, 'letter')}. `publisher send --resume` goes on.")
        raise
    issues = account.standing(store, sent)
    if as_json:
        console.print_json({"issues": [letters.sending_as_json(one) for one in issues]})
        return
    console.print_lines(map(letters.sending_in_words, issues))
    if any(one.is_at_quota for one in done):
        console.print_lines(
            [f"No more than {counted(settings.send.daily, 'letter')} may leave in 24 hours: the others wait"]
        )


def _say_that_it_waits(reason: str) -> None:
    click.echo(f"{reason}; it is tried again for two minutes", err=True)
