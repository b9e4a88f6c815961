"""A number of notes -> a folder with them and every contestant, warmed up, compared and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench import agreement, forms
from bench.agreement import DisagreementError
from bench.contestants import EVERY, OF_A_VAULT, Contestant
from bench.forms import FORMS
from bench.measure import measure as run_once
from bench.notes import Note, notes
from bench.report import Measured
from bench.rounds import run

_SAME_FEEDS = ("hugo", "feedgen")
"""Whose feeds are held against publisher's before anything is timed."""
_EVERY_ROUND = ("publisher", "hugo")


def measure(
    folder: Path, count: int, *, form: str, keys: Sequence[str], rounds: int, tell: Callable[[str], None]
) -> Measured:
    """Make the notes, let everyone build once, compare what they wrote, then measure."""
    content = folder / "content"
    tell(f"Writing {count:,} notes ({form})")
    forms.write(notes(count), content, FORMS[form])
    chosen = tuple(_chosen(folder, keys, form))
    contestants = tuple(one for one in chosen if count <= one.most_notes)
    remarks = [f"{one.name}: left out beyond {one.most_notes:,} notes" for one in chosen if one not in contestants]
    for contestant in contestants:
        tell(f"Warming up: {contestant.name}")
        run_once(contestant)
    for remark in _compared(contestants):
        tell(remark)
        remarks.append(remark)
    newest = next(notes(count))
    results = run(
        contestants,
        notes=count,
        rounds=rounds,
        change=lambda number: forms.rewrite(_edited(newest, number), content, FORMS[form]),
        tell=lambda line: tell(f"{count:,} notes, {line}"),
    )
    _expect_edit(contestants, rounds - 1)
    return Measured(notes=count, form=form, contestants=contestants, results=results, remarks=tuple(remarks))


def _chosen(folder: Path, keys: Sequence[str], form: str) -> Iterator[Contestant]:
    """The contestants in their turns; each copies what publisher wrote in some way, so that it is always among them."""
    for key, make in EVERY.items():
        if key == "publisher" or (key in keys and (form == "siblings" or key in OF_A_VAULT)):
            yield make(folder)


def _compared(contestants: Sequence[Contestant]) -> Iterator[str]:
    ours = next(one for one in contestants if one.key == "publisher")
    for other in contestants:
        if other.key in _SAME_FEEDS:
            yield f"{ours.name} and {other.name}: {agreement.compare(ours.output, other.output)}"


def _edited(note: Note, number: int) -> Note:
    return replace(note, korean=f"{note.korean}\n\n{_edit(number)}")


def _edit(number: int) -> str:
    return f"{number + 1}번째로 고쳐 썼습니다."


def _expect_edit(contestants: Iterable[Contestant], last: int) -> None:
    """Nobody was quick by leaving a feed as it was: the last edit stands in those of all who build in every round."""
    for contestant in contestants:
        feed = contestant.output / "ko/atom.xml"
        if contestant.key in _EVERY_ROUND and _edit(last) not in feed.read_text("utf-8"):
            raise DisagreementError(f"{contestant.name}: {feed} does not hold the last edit")
