"""What is to be sent, was sent or waits -> words for a person, or JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from publisher.content.library import Entry
from publisher.dispatch.proposal import Proposal
from publisher.outbox.ledger.counting import Listed, Sending
from publisher.outbox.ledger.standing import OPEN, Standing
from publisher.results import counted
from publisher.week import Week

_WORDS = {
    Standing.PLANNED: "planned",
    Standing.SENDING: "on their way",
    Standing.DEFERRED: "to be tried again",
    Standing.SENT: "sent",
    Standing.DOUBT: "in doubt",
    Standing.FAILED: "failed",
    Standing.SUPPRESSED: "suppressed",
    Standing.SKIPPED: "skipped",
}


def proposal_in_words(one: Proposal, way: str) -> Iterator[str]:
    """Whom an issue would reach."""
    reach = one.reach
    yield (
        f"{one.week} {one.language}: {counted(reach.letters, 'letter')} of {counted(one.notes, 'note')}, "
        f"{one.size / 1024:.0f} KB with all of them, by {way}; {reach.skipped} skipped who chose nothing of it"
    )
    for entry in one.late:
        yield f"  late: {entry.title} ({Week.of(entry.published)} was sent without it)"


def sending_in_words(one: Sending) -> str:
    """How an issue stands."""
    tally = shown(one.tally)
    counts = ", ".join(f"{number} {_WORDS[standing]}" for standing, number in tally.items() if number)
    due = f"; the next one is tried again at {one.next_due:%Y-%m-%d %H:%M} UTC" if one.next_due else ""
    return f"{one.week} {one.language}: {one.selected} selected: {counts}{due}"


def sending_as_json(one: Sending) -> dict[str, object]:
    """The same for programs; the numbers add up to `selected`."""
    return {
        "week": str(one.week),
        "language": one.language,
        "planned_at": one.planned.isoformat(),
        "selected": one.selected,
        **{standing.value: number for standing, number in shown(one.tally).items()},
        "next_try": one.next_due.isoformat() if one.next_due else None,
    }


def proposal_as_json(one: Proposal) -> dict[str, object]:
    """The same for programs, before anything is planned."""
    return {
        "week": str(one.week),
        "language": one.language,
        "letters": one.reach.letters,
        "skipped": one.reach.skipped,
        "notes": one.notes,
        "late": [entry.id for entry in one.late],
        "bytes": one.size,
    }


def listed_in_words(letters: Iterator[Listed]) -> Iterator[str]:
    """Letters that a person should look at."""
    for one in letters:
        yield (
            f"  {_WORDS[one.standing]:<18} {one.email or 'somebody forgotten'}  {one.changed:%Y-%m-%d %H:%M} UTC"
            f"  {one.reply}"
        ).rstrip()


def listed_as_json(one: Listed) -> dict[str, object]:
    """The same for programs."""
    return {
        "email": one.email or None,
        "state": str(one.standing),
        "changed": one.changed.isoformat(),
        "reply": one.reply,
    }


def late_in_words(language: str, entries: Sequence[Entry], weeks: Sequence[Week]) -> Iterator[str]:
    """What no issue has brought yet, although its week is over."""
    for entry in entries:
        week = Week.of(entry.published)
        yield f"late: {entry.title} ({language}, {week} was sent without it): the next issue brings it"
    for week in weeks:
        yield f"never sent: {week} {language}: `publisher send --week {week}`"


def is_to_do(one: Sending, now: datetime) -> bool:
    """Whether something of an issue can be sent now."""
    is_due = one.next_due is not None and one.next_due <= now
    return is_due or any(one.tally.get(standing) for standing in OPEN if standing is not Standing.DEFERRED)


def number_to_send(proposals: Sequence[Proposal], begun: Sequence[Sending], now: datetime) -> int:
    """Letters that can be sent now, of issues that are proposed and of those that were begun."""
    return left([one for one in begun if is_to_do(one, now)]) + sum(one.reach.letters for one in proposals)


def nothing_in_words(week: Week | None, *, was_planned: bool, holds: bool) -> str:
    """Why nothing is sent; of a week that was asked for, what became of it."""
    if was_planned:
        return f"Nothing is to be sent: {week} was planned before, `publisher issue {week}` says what became of it"
    return f"Nothing is to be sent: no notes in {week}" if week and not holds else "Nothing is to be sent"


def left(sendings: Sequence[Sending]) -> int:
    """Letters that are still to be sent."""
    return sum(one.tally.get(standing, 0) for one in sendings for standing in OPEN)


def shown(tally: Mapping[Standing, int]) -> Mapping[Standing, int]:
    """What is claimed counts as planned: which of them a courier holds is nothing that a person has to know."""
    claimed = tally.get(Standing.CLAIMED, 0)
    return {standing: tally.get(standing, 0) + (claimed if standing is Standing.PLANNED else 0) for standing in _WORDS}
