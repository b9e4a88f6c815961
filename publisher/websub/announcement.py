"""What hubs are owed -> pings to all of them at once, and a report of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from publisher.errors import Problem, Severity
from publisher.http.crew import together
from publisher.websub.answer import Answer, Verdict
from publisher.websub.hub import Connect, tell
from publisher.websub.patience import Pace, Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one topic at one hub."""

    hub: str
    topic: str
    answer: Answer

    @property
    def is_done(self) -> bool:
        """Whether the hub need not hear of the topic again before it changes."""
        return self.answer.verdict is not Verdict.OWED


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of all topics at one hub."""

    hub: str
    told: tuple[str, ...]
    refused: tuple[str, ...]
    owed: tuple[str, ...]
    problems: tuple[Problem, ...]


def announce(
    debts: Mapping[str, Iterable[str]],
    *,
    connect: Callable[[str], Connect],
    patience: Patience,
    pace: Pace,
) -> Iterator[Outcome]:
    """Tell each hub of its topics. Hubs do not wait for each other."""

    def work(hub: str, topics: Iterable[str]) -> Iterator[Outcome]:
        for topic, answer in tell(topics, connect=connect(hub), patience=patience, pace=pace):
            yield Outcome(hub=hub, topic=topic, answer=answer)

    return together([work(hub, topics) for hub, topics in debts.items() if topics])


def report(hub: str, outcomes: Iterable[Outcome]) -> Report:
    """Say of a hub what became of its topics."""
    groups: dict[Verdict, dict[str, Answer]] = {verdict: {} for verdict in Verdict}
    for outcome in sorted(outcomes, key=lambda one: one.topic):
        if outcome.hub == hub:
            groups[outcome.answer.verdict][outcome.topic] = outcome.answer
    return Report(
        hub=hub,
        told=tuple(groups[Verdict.TOLD]),
        refused=tuple(groups[Verdict.REFUSED]),
        owed=tuple(groups[Verdict.OWED]),
        problems=(
            *_problems(hub, groups[Verdict.REFUSED], "not told of {}, nor again before they change"),
            *_problems(hub, groups[Verdict.OWED], "not told of {}; the next `publisher publish` tries again"),
        ),
    )


def _problems(hub: str, answers: Mapping[str, Answer], consequence: str) -> Iterator[Problem]:
    """A line for each reason."""
    topics_by_reason: dict[str, list[str]] = {}
    for topic, answer in answers.items():
        topics_by_reason.setdefault(answer.reason, []).append(topic)
    for reason, topics in topics_by_reason.items():
        message = f"{reason}; {consequence.format(_named(topics))}"
        yield Problem(file=hub, message=message, severity=Severity.NOTICE)


def _named(topics: list[str]) -> str:
    return topics[0] if len(topics) == 1 else f"{len(topics)} feeds, such as {topics[0]}"
