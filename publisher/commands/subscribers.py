"""`publisher subscribers`: who reads by mail, for whoever publishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.commands.running import FILE, ask, config_option, errors, json_option, read_clock, read_settings

if TYPE_CHECKING:
    from publisher.audience.choice import Choice
    from publisher.audience.crowd import Which
    from publisher.audience.email import Email
    from publisher.config import Settings
    from publisher.errors import Problem
    from publisher.store.store import Store

_STATES = ("asked", "confirmed", "left", "bounced", "complained")
_ENTERED = "entered by hand"


def _parse_email(_: click.Context, __: click.Parameter, value: str) -> Email:
    from publisher.audience.email import parse_email

    try:
        return parse_email(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _parse_columns(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:
    """`role=header`, several times."""
    from publisher.audience.exchange.columns import ROLES

    pairs = {}
    for pair in value:
        role, _separator, header = pair.partition("=")
        if role not in ROLES or not header:
            raise click.BadParameter(f'expected one of {", ".join(ROLES)}, = and a header, got "{pair}"')
        pairs[role] = header
    return pairs


_ADDRESS = click.argument("email", callback=_parse_email)
_CONSENT = click.option(
    "--consent", default="", metavar="WORDS", help="Where and how they consented; kept. Without it nobody is confirmed."
)
_CHOICES = click.option(
    "--choice", "choices", multiple=True, metavar="CHOICE", help="ko (everything) or en/llm (a tag); repeatable."
)


def _which(command: Callable[..., None]) -> Callable[..., None]:
    """The options that narrow a list."""
    for option in (
        click.option("--tag", default="", metavar="TAG", help="Only who chose this tag."),
        click.option("--language", default="", metavar="CODE", help="Only who reads in this language."),
        click.option("--state", type=click.Choice(_STATES), help="Only who stands there."),
    ):
        command = option(command)
    return command


@click.group()
def subscribers() -> None:
    """Add, list, show, remove, import, export and forget those who read by mail.

    \b
    Examples:
      publisher subscribers add me@example.org --language en --choice en/llm --consent "asked me at the fair"
      publisher subscribers import people.csv --consent "signed up at old.example.org" --dry-run
      publisher subscribers export --state confirmed > people.csv
    """


@subscribers.command()
@_ADDRESS
@click.option("--language", default="", metavar="CODE", help="Of their pages and mails.  [default: the site's first]")
@_CHOICES
@_CONSENT
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
        own = _language(language, settings)
        wish = Wish(language=own, choices=_choices(choices, settings) or (Choice(own),))
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


@subscribers.command("list")
@_which
@config_option
@json_option
def list_(*, state: str | None, language: str, tag: str, config: Path, as_json: bool) -> None:
    """List everyone, or some: address, state, language of their mails, choices."""
    with errors():
        from publisher import console
        from publisher.audience.crowd import listed
        from publisher.commands import answers
        from publisher.commands.opening import opened

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store, store.reading() as connection:
            found = (one for page in listed(connection, _narrow(state, language, tag), settings.tags) for one in page)
            if as_json:
                console.print_json([answers.subscriber_as_json(one, settings.tags) for one in found])
            else:
                console.print_lines(answers.listed_in_words(found, settings.tags))


@subscribers.command()
@_ADDRESS
@config_option
@json_option
def show(*, email: Email, config: Path, as_json: bool) -> None:
    """Show one subscriber, with the time and place of each consent."""
    with errors():
        from publisher import console
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of
        from publisher.errors import PublisherError

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store:
            shown = roster_of(store, settings).show(email)
        if not shown:
            raise PublisherError(f"{email.written}: nobody is known by that address")
        if as_json:
            console.print_json(answers.shown_as_json(*shown, settings.tags))
        else:
            console.print_lines(answers.shown_in_words(*shown, settings.tags))


@subscribers.command()
@_ADDRESS
@config_option
@json_option
def remove(*, email: Email, config: Path, as_json: bool) -> None:
    """Take one address off the list: they have left, and only they themselves come back."""
    with errors():
        from publisher import console
        from publisher.audience.subscriber import Place
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of
        from publisher.errors import PublisherError

        settings = read_settings(config)
        with opened(settings) as store:
            outcome = roster_of(store, settings).remove(email, place=Place(name="by hand"), now=read_clock())
        if not outcome.subscriber:
            raise PublisherError(f"{email.written}: nobody is known by that address")
        if as_json:
            console.print_json(answers.subscriber_as_json(outcome.subscriber, settings.tags))
        else:
            console.print_lines([f"{outcome.subscriber.email}: {outcome.subscriber.state}"])


@subscribers.command("import")
@click.argument("file", type=FILE)
@_CONSENT
@click.option("--language", default="", metavar="CODE", help="Of those who name none.  [default: the site's first]")
@_CHOICES
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_parse_columns,
    metavar="ROLE=HEADER",
    help="Which header says what, such as email=Correo; repeatable.",
)
@click.option("--encoding", default="", metavar="NAME", help="Of the file, where it is guessed wrong.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would become of each row, and write nothing.")
@config_option
@json_option
def import_(
    *,
    file: Path,
    consent: str,
    language: str,
    choices: tuple[str, ...],
    columns: dict[str, str],
    encoding: str,
    is_dry: bool,
    config: Path,
    as_json: bool,
) -> None:
    """Enter everyone in a CSV file, in any order of columns.

    Exports of listmonk, Mailchimp, Buttondown and Substack are read as they are, and our own. Who left or bounced
    there is not mailed here either; who left here stays out, whatever the file says, and who is here already is left
    as they are. Each row that is refused is told with its line and why. Done twice it changes nothing more.
    """
    with errors():
        from publisher import console
        from publisher.audience.exchange.importing import import_file
        from publisher.audience.exchange.reading import Rules
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of

        settings = read_settings(config)
        first = _language(language, settings)
        rules = Rules(
            languages=(first, *(code for code in settings.site.codes if code != first)),
            tags=settings.tags,
            known_tags=_known_tags(settings),
            consent=consent,
            default=_choices(choices, settings),
            source=f"import of {file.name}",
        )
        with opened(settings, only_reads=is_dry) as store:
            imported = import_file(
                file,
                roster_of(store, settings),
                rules,
                now=read_clock(),
                watch=console.watch,
                is_dry=is_dry,
                encoding=encoding,
                named=columns,
            )
        console.tell(imported.problems)
        if as_json:
            console.print_json(answers.imported_as_json(imported, is_dry=is_dry))
        else:
            console.print_lines(answers.imported_in_words(imported, is_dry=is_dry))


@subscribers.command()
@_which
@click.option("--output", type=FILE, help="The file, readable by you alone.  [default: standard output]")
@config_option
def export(*, state: str | None, language: str, tag: str, output: Path | None, config: Path) -> None:
    """Write everyone, or some, as CSV that imports again to the same. The forgotten are not in it."""
    with errors():
        from publisher import console
        from publisher.audience.exchange import exporting
        from publisher.commands.opening import opened
        from publisher.file import replace_whole

        settings = read_settings(config)
        with opened(settings, only_reads=True) as store, store.reading() as connection:
            lines = map(str.encode, exporting.export(connection, _narrow(state, language, tag), settings.tags))
            if output:
                replace_whole(output, b"".join(lines), mode=0o600)
            else:
                console.print_bytes(lines)


@subscribers.command()
@_ADDRESS
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@config_option
@json_option
def forget(*, email: Email, yes: bool, config: Path, as_json: bool) -> None:
    """Erase one person: address, choices, consents. It cannot be undone.

    What remains is a keyed hash of the address, so that no import brings them back, and a number without a name.
    """
    with errors():
        from publisher import console
        from publisher.commands import answers
        from publisher.commands.opening import opened, roster_of

        settings = read_settings(config)
        if not yes:
            ask(f"Erase {email.written} for good?")
        with opened(settings) as store:
            outcome = roster_of(store, settings).forget(email, now=read_clock())
            problem = _scrub(store)
        console.tell(problem)
        copies = _copies(settings.store.file)
        if as_json:
            console.print_json({"changed": outcome.has_changed, "copies": list(map(str, copies))})
        else:
            console.print_lines(answers.forgotten_in_words(copies, has_changed=outcome.has_changed))


def _language(code: str, settings: Settings) -> str:
    if not code:
        return settings.site.codes[0]
    if code not in settings.site.codes:
        expected = ", ".join(settings.site.codes)
        raise click.BadParameter(f'expected one of {expected}, got "{code}"', param_hint="--language")
    return code


def _choices(words: tuple[str, ...], settings: Settings) -> tuple[Choice, ...]:
    from publisher.audience.choice import parse_choices, unknown_languages

    try:
        chosen = parse_choices(" ".join(words))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--choice") from error
    if unknown := next(unknown_languages(chosen, settings.site.codes), ""):
        expected = ", ".join(settings.site.codes)
        raise click.BadParameter(f'expected a language of {expected}, got "{unknown}"', param_hint="--choice")
    return chosen


def _narrow(state: str | None, language: str, tag: str) -> Which:
    from publisher.audience.crowd import Which
    from publisher.audience.subscriber import State

    return Which(state=State(state) if state else None, language=language, tag=tag)


def _known_tags(settings: Settings) -> frozenset[str] | None:
    """The tags that notes have; None where the notes are not here, or not in order."""
    from publisher import console, pipeline
    from publisher.errors import PublisherError

    try:
        checked = pipeline.check(settings, now=read_clock(), watch=console.watch)
    except PublisherError:
        return None
    if not checked.library or not checked.library.entries:
        return None
    return frozenset(tag.slug for tag in checked.library.tags) | settings.tags.hidden


def _scrub(store: Store) -> list[Problem]:
    """Clean the files; somebody at work in them may keep us from it, and then who is erased is erased nevertheless."""
    from publisher.errors import Problem, PublisherError, Severity

    try:
        store.scrub()
    except PublisherError as error:
        message = f"{error.message}; erased, but parts may be left in the file: do the same again later"
        return [Problem(file="forget", message=message, severity=Severity.NOTICE)]
    return []


def _copies(file: Path | None) -> list[Path]:
    """Copies that were kept from before upgrades."""
    return sorted(file.parent.glob(f"{file.name}.before-*")) if file else []
