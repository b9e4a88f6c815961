"""Letters a second on one core: joined from pieces, against Jinja, premailer and EmailMessage for each letter.

An issue of 30 notes with ten tags; every reader chose five of them, which is 15 notes and some 100 KB of HTML, and has
links of their own. Both ways make whole messages with all headers. Times are of the processor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

import click
from jinja2 import Environment

from publisher import theme
from publisher.config import Settings, read
from publisher.content.library import Stamp, StampedNote, collect
from publisher.content.loader import load
from publisher.content.note import Edition, Note
from publisher.content.rendering.article import Articles, articles
from publisher.content.tags import TagRules
from publisher.newsletter import Addressee, Issue, Pieces
from publisher.newsletter.cover import cover
from publisher.newsletter.issue import compose, narrowed
from publisher.newsletter.letter import letter
from publisher.newsletter.marks import Marks
from publisher.newsletter.pieces import select
from publisher.newsletter.render import cut, render
from publisher.newsletter.view import view
from publisher.week import Week

BAR = 5_000
"""Letters a second."""
_CHECKOUT = Path(__file__).parents[1]
_MONDAY = date(2024, 12, 9)
_KEY = b"a secret of thirty-two bytes ...."
_COMMENTARY = 2_000
"""Bytes that each commentary has at least: a letter of 15 notes then has nearly the HTML that Gmail shows."""
TAGS = tuple(f"topic-{number}" for number in range(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who chose."""

    tags: tuple[str, ...]
    addressee: Addressee


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An issue, and all that it takes to make letters of it in either way."""

    settings: Settings
    issue: Issue
    articles: Articles
    pieces: Pieces


@click.command()
@click.option("--letters", default=20_000, show_default=True, help="How many are joined.")
@click.option("--others", default=20, show_default=True, help="How many are made by Jinja, premailer and EmailMessage.")
def main(*, letters: int, others: int) -> None:
    """Measure, for each language of this repository's own notes."""
    missed = False
    for language in ("ko", "en"):
        bench = bench_of(language)
        readers = _readers(1_000)
        size = len(_joined(bench, readers[0]))
        joined = _rate(partial(_joined, bench), readers, letters)
        whole = _rate(partial(_whole, bench), readers, others)
        missed |= joined < BAR
        click.echo(
            f"{language}: {joined:,.0f} letters a second joined (bar {BAR:,}: {'missed' if joined < BAR else 'met'}), "
            f"{whole:,.1f} by Jinja + premailer + EmailMessage: {joined / whole:,.0f} times as many; "
            f"a letter is {size / 1024:.0f} KB, its HTML {_html_size(bench, readers[0]) / 1024:.0f} KB "
            f"as {bench.pieces.html.encoding.name}"
        )
    sys.exit(int(missed))


def _rate(make: Callable[[Reader], bytes], readers: Sequence[Reader], number: int) -> float:
    chosen = tuple(islice(cycle(readers), number))
    make(chosen[0])
    start = process_time()
    for reader in chosen:
        make(reader)
    return number / (process_time() - start)


def _joined(bench: Bench, reader: Reader) -> bytes:
    made = letter(bench.pieces, reader.tags, reader.addressee, key=_KEY)
    assert made is not None
    return made


def _whole(bench: Bench, reader: Reader) -> bytes:
    """A letter as one would make it who has a template, an inliner and the standard library."""
    settings, pieces = bench.settings, bench.pieces
    issue = narrowed(bench.issue, reader.tags)
    assert issue is not None
    said = cover(
        [entry.title for entry in issue.entries],
        left_out=0,
        language=pieces.language,
        week=pieces.week,
        addressee=reader.addressee,
        unsubscribe=settings.newsletter.unsubscribe,
    )
    shown = view(issue, site=settings.site, articles=bench.articles)
    page = render(
        shown,
        said,
        marks=Marks("mark"),
        newsletter=settings.newsletter,
        environment=_environment(settings.paths.templates),
    )
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.newsletter.sender.email
    message["To"] = reader.addressee.email
    message["Subject"] = said.subject
    message["List-Unsubscribe"] = f"<{said.unsubscribe}>"
    message.set_content(page.text)
    message.add_alternative(page.html, subtype="html")
    return message.as_bytes()


def _html_size(bench: Bench, reader: Reader) -> int:
    selection = select(bench.pieces, reader.tags, reader.addressee)
    assert selection is not None
    assert selection.left_out == 0, "15 notes are to fit"
    return bench.pieces.html.size(selection.held, selection.said_in_html)


def _readers(number: int) -> tuple[Reader, ...]:
    chance = Random(50)  # the same readers in every run
    return tuple(
        Reader(
            tags=tuple(chance.sample(TAGS, 5)),
            addressee=Addressee(
                email=f"reader-{one}@readers.example",
                name=f"Reader {one}",
                id=str(one),
                unsubscribe=f"https://notes.example/leave?id={one}&token={chance.getrandbits(128):032x}",
                choose=f"https://notes.example/choose?id={one}&token={chance.getrandbits(128):032x}",
            ),
        )
        for one in range(number)
    )


def bench_of(language: str) -> Bench:
    settings = read(_CHECKOUT / "publisher.toml")
    library = collect(_stamped(settings), site=settings.site, rules=TagRules())
    issue = compose(library, Week.of(_MONDAY), language=language)
    assert issue is not None
    assert len(issue.entries) == 30
    rendered = articles(library, settings.site)
    pieces = cut(
        issue,
        site=settings.site,
        newsletter=settings.newsletter,
        articles=rendered,
        environment=_environment(settings.paths.templates),
    )
    return Bench(settings=settings, issue=issue, articles=rendered, pieces=pieces)


def _stamped(settings: Settings) -> tuple[StampedNote, ...]:
    """Thirty notes of one week, three for each tag, made longer from this repository's own."""
    reading = load(
        settings.paths.content,
        languages=settings.site.codes,
        zone=settings.site.time_zone,
        rules=settings.load,
    )
    both = [note for note in reading.notes if len(note.languages) == 2]
    return tuple(_stamp(number, note, both) for number, note in enumerate(islice(cycle(both), 30)))


def _stamp(number: int, note: Note, others: Sequence[Note]) -> StampedNote:
    day = _MONDAY + timedelta(days=number % 7)
    moment = datetime(day.year, day.month, day.day, 9, number, tzinfo=ZoneInfo("Asia/Seoul"))
    editions = tuple(_longer(edition, others, number) for edition in note.editions)
    return StampedNote(
        note=replace(note, date=day, tags=(TAGS[number % len(TAGS)],), editions=editions),
        id=f"tag:notes.example,{day}:{number}",
        stamps=tuple(Stamp(language=code, published=moment, updated=moment) for code in note.languages),
    )


def _longer(edition: Edition, others: Sequence[Note], number: int) -> Edition:
    """An edition that goes on with what other notes say, until it is as long as the longer ones of real notes."""
    commentary = edition.commentary
    for other in islice(cycle(others), number, None):
        if len(commentary.encode()) >= _COMMENTARY:
            return replace(edition, commentary=commentary)
        commentary += "\n\n" + next(one.commentary for one in other.editions if one.language == edition.language)
    return edition


@cache
def _environment(templates: Path) -> Environment:
    return theme.environment(templates)


if __name__ == "__main__":
    main()
