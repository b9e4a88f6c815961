"""`publisher subscribers import`: everyone in a CSV file."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.commands.running import FILE, config_option, errors, json_option, read_clock, read_settings
from publisher.commands.subscribers.known import known_tags, tell_unknown
from publisher.commands.subscribers.wish import CHOICES, CONSENT, choices_of, language_of


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


@click.command("import")
@click.argument("file", type=FILE)
@CONSENT
@click.option("--language", default="", metavar="CODE", help="Of those who name none.  [default: the site's first]")
@CHOICES
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
        first = language_of(language, settings)
        default = choices_of(choices, settings)
        known = known_tags(settings)
        tell_unknown(default, settings, known)
        rules = Rules(
            languages=(first, *(code for code in settings.site.codes if code != first)),
            tags=settings.tags,
            known_tags=known,
            consent=consent,
            default=default,
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
