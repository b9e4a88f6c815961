"""Register, notes -> stamped notes and the register from now on. No clock, no disk: `now` is an argument."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from publisher.content.library import Stamp, StampedNote, anchor_of
from publisher.content.note import Note
from publisher.errors import Problem, PublisherError, Severity
from publisher.register.guard import Policy, stops
from publisher.register.line import Line, Register
from publisher.register.losses import losses
from publisher.register.match import Match
from publisher.register.moments import SECOND, Calendar, publish, whole
from publisher.register.naming import name
from publisher.register.plan import Shown, nothing_shown, plan
from publisher.register.revise import revise
from publisher.site import Site, permalink_path
from publisher.week import Closing


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How many notes there are, and how many of them are otherwise than at the last build."""

    notes: int
    newcomers: int
    edited: int
    returned: int
    """Notes that were gone at the last build."""
    gone: int
    """Notes that were still there at the last build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What a build publishes, and what it has to remember."""

    stamped: tuple[StampedNote, ...]
    """In the order of the notes."""
    register: Register
    problems: tuple[Problem, ...]
    """What the author should know: notes that wait, papers that stand in two files, lines that were merged."""
    news: News


def admit(
    register: Register | None,
    notes: Sequence[Note],
    *,
    site: Site,
    now: datetime,
    closing: Closing,
    policy: Policy,
    built_before: bool = False,
    is_shown: Shown = nothing_shown,
) -> Admission:
    """Give every note its id and its dates; PublisherError where the guard stops.

    `built_before` says whether the output holds entries: then there was a register with lines once. `is_shown` says
    which, so that a note which is published already is not taken for a new one.
    """
    known = register or Register()
    begins = register is None or (policy.new_register and not known.lines)
    calendar = Calendar(now=now, zone=site.time_zone, closing=closing, backdate=policy.backdate or begins)
    planned = plan(known, notes, calendar, built_before=built_before)
    new_ids = _new_ids(planned.present, known, authority=site.authority)
    forgotten = [found for found in planned.late if _is_forgotten(found, new_ids, is_shown)]
    if problems := stops(planned, policy, forgotten=forgotten):
        raise PublisherError(problems)
    lines = _lines(planned.present, known, calendar=calendar, new_ids=new_ids)
    absent = (replace(line, gone=True) for line in planned.absent)
    order = {note.place: index for index, note in enumerate(notes)}
    stamped = map(_stamp, planned.present, lines)
    return Admission(
        stamped=tuple(sorted(stamped, key=lambda item: order[item.note.place])),
        register=Register(lines=tuple(sorted((*lines, *absent), key=lambda line: line.id))),
        problems=(
            *known.problems,
            *map(_wait, planned.waiting),
            *_doubled(planned.present),
            *losses(planned, site=site, is_shown=is_shown),
        ),
        news=News(
            notes=len(planned.present),
            newcomers=sum(found.line is None for found in planned.present),
            edited=sum(found.is_edited for found in planned.present),
            returned=sum(found.line is not None and found.line.gone for found in planned.present),
            gone=len(planned.leaving),
        ),
    )


def _new_ids(present: Sequence[Match], known: Register, *, authority: str) -> dict[str, str]:
    """A newcomer's place -> its id."""
    newcomers = [found for found in present if found.line is None]
    ids = name(
        ((found.note.date, found.keys) for found in newcomers),
        authority=authority,
        taken=(line.id for line in known.lines),
    )
    return {found.note.place: note_id for found, note_id in zip(newcomers, ids, strict=True)}


def _is_forgotten(found: Match, new_ids: Mapping[str, str], is_shown: Shown) -> bool:
    """Whether a newcomer is published already, on its own day and by the very id that it would be given."""
    note = found.note
    if found.line:
        return False
    anchor = anchor_of(new_ids[note.place])
    return any(is_shown(permalink_path(language, note.date, anchor)) for language in note.languages)


def _lines(present: Sequence[Match], known: Register, *, calendar: Calendar, new_ids: Mapping[str, str]) -> list[Line]:
    """The lines of these notes from now on."""
    taken = (edition.published for line in known.lines for edition in line.editions)
    news = publish(present, calendar=calendar, taken=taken)
    moments = (whole(calendar.now) - number * SECOND for number in count())
    return [
        revise(
            found,
            note_id=found.line.id if found.line else new_ids[found.note.place],
            news=since,
            edited=next(moments) if found.is_edited else None,
        )
        for found, since in zip(present, news, strict=True)
    ]


def _stamp(found: Match, line: Line) -> StampedNote:
    dates = {edition.language: edition for edition in line.editions}
    return StampedNote(
        note=found.note,
        id=line.id,
        stamps=tuple(
            Stamp(
                language=language,
                published=dates[language].published,
                updated=dates[language].updated,
            )
            for language in found.note.languages
        ),
    )


def _wait(found: Match) -> Problem:
    note = found.note
    moment = f"{note.moment:%Y-%m-%d %H:%M}" if note.moment else str(note.date)
    return Problem(
        file=note.file,
        line=note.line,
        message=f"waits for {moment}",
        severity=Severity.LEFT_OUT,
    )


def _doubled(present: Sequence[Match]) -> Iterator[Problem]:
    """Tell of each paper that stands in two files: both are published, as two notes."""
    seen: dict[Hashable, Note] = {}
    for found in present:
        note, keys = found.note, found.keys
        papers: tuple[Hashable, ...] = (*keys.addresses, (keys.titles[0], keys.authors))
        firsts = [seen.setdefault(paper, note) for paper in papers]
        if other := next((first for first in firsts if first.file != note.file), None):
            message = f"speaks of the same paper as {other.place}; both are published"
            yield Problem(
                file=note.file,
                line=note.line,
                message=message,
                severity=Severity.NOTICE,
            )
