"""What a build is about to do to the register -> why it must not, and the option that means it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.errors import Problem
from publisher.register.line import NAME
from publisher.register.match import Match
from publisher.register.plan import Plan

MOST_LATE = 50
"""More newcomers from closed weeks than this are an accident, such as a folder that was moved in."""
MOST_GONE = 3
"""More than one in so many registered notes gone is an accident, such as a folder that was moved away."""
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the author means to do, as the options of the same names say."""

    backdate: bool = False
    """Publish newcomers on their own dates, however old: no later newsletter brings them."""
    publish_late: bool = False
    """Publish any number of newcomers from closed weeks now."""
    locked: bool = False
    """Refuse what is not registered yet."""
    allow_gone: bool = False
    allow_empty: bool = False
    new_register: bool = False
    """Begin a register although the site was built before."""


def stops(plan: Plan, policy: Policy, *, forgotten: Sequence[Match] = ()) -> tuple[Problem, ...]:
    """Every reason to stop; none when all is well or meant. `forgotten` are newcomers that are published already."""
    return (
        *_lost(plan, policy),
        *(_forgotten(forgotten, policy) if not plan.lost else ()),
        *_unregistered(plan, policy),
        *_gone(plan, policy),
        *_late(plan, policy),
    )


def _lost(plan: Plan, policy: Policy) -> Iterator[Problem]:
    if plan.lost and not policy.new_register:
        yield _stop(
            "expected the register that the output was built with, found no file: "
            "restore it, or begin another with --new-register"
        )


def _forgotten(forgotten: Sequence[Match], policy: Policy) -> Iterator[Problem]:
    if forgotten and not (policy.backdate or policy.publish_late):
        yield _stop(
            f"expected a line for every note that is published already, found none for {len(forgotten)} of them "
            f"({_examples([found.note.place for found in forgotten])}): restore it; or register them again, "
            "on their own dates with --backdate, or as new ones with --publish-late"
        )


def _unregistered(plan: Plan, policy: Policy) -> Iterator[Problem]:
    if not policy.locked:
        return
    message = f"expected a note that is in {NAME}: build without --locked, then commit {NAME}"
    for found in plan.present:
        if found.is_news:
            yield Problem(file=found.note.file, line=found.note.line, message=message)


def _gone(plan: Plan, policy: Policy) -> Iterator[Problem]:
    if not plan.present:
        if (plan.living or plan.lost) and not policy.allow_empty:
            yield _stop("no note is left to publish: if that is meant, build with --allow-empty")
    elif len(plan.leaving) * MOST_GONE > plan.living and not policy.allow_gone:
        yield _stop(
            f"{len(plan.leaving)} of {plan.living} registered notes are gone "
            f"({_examples([line.keys.file for line in plan.leaving])}): if that is meant, build with --allow-gone"
        )


def _late(plan: Plan, policy: Policy) -> Iterator[Problem]:
    if len(plan.late) > MOST_LATE and not policy.publish_late:
        yield _stop(
            f"{len(plan.late)} new notes come from weeks that are closed "
            f"({_examples([found.note.place for found in plan.late])}): publish them on their own dates "
            "with --backdate, or now and in the next newsletter with --publish-late"
        )


def _examples(places: Sequence[str]) -> str:
    return ", ".join(places[:_NAMED]) + (", …" if len(places) > _NAMED else "")


def _stop(message: str) -> Problem:
    return Problem(file=NAME, message=message)
