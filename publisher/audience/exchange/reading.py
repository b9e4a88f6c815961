"""Cells of a row -> a row to enter; ValueError says why not. Nothing of an address is in what it says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from publisher.audience.choice import Choice, Wish, arranged, parse_choices
from publisher.audience.email import parse_email
from publisher.audience.exchange.columns import STATES, Columns
from publisher.audience.exchange.dates import moment
from publisher.audience.exchange.enter import Row
from publisher.audience.happening import Enter
from publisher.audience.subscriber import State
from publisher.content.tags import TagRules

GUARD = "'"
"""Before a cell that a spreadsheet would run as a formula."""
GUARDED = ("=", "+", "-", "@", "\t", "\r", GUARD)

_TRUE = frozenset({"true", "1", "yes", "t", "y"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a file is read by."""

    languages: tuple[str, ...]
    """Of the site; the first speaks to those of whom no language is known."""
    tags: TagRules
    known_tags: Collection[str] | None = None
    """Slugs that notes have; None where nobody knows."""
    consent: str = ""
    """Where and how everyone in the file consented, in the words of whoever publishes."""
    default: tuple[Choice, ...] = ()
    """What those get who say nothing; everything in their language where it is empty."""
    source: str = "import"
    """What is kept as the place of what a file says."""


@dataclass(slots=True)
class Reader:
    """Reads one file's rows, and counts what it could make nothing of."""

    columns: Columns
    rules: Rules
    now: datetime
    strange_languages: Counter[str] = field(default_factory=Counter)
    """Of people's mails: the first of the site stands for them."""
    strange_choices: Counter[str] = field(default_factory=Counter)
    """Languages of choices that are left out."""
    strange_tags: Counter[str] = field(default_factory=Counter)

    def read(self, cells: Sequence[str], line: int) -> Row:
        """Read a row."""
        email = parse_email(self._cell(cells, "email"))
        state, at = self._state(cells)
        own = self._cell(cells, "consent")
        consent = own or self.rules.consent
        is_reader = state in {State.ASKED, State.CONFIRMED}
        return Row(
            line=line,
            email=email,
            enter=Enter(state=state, is_vouched=bool(consent), at=at),
            wish=self._wish(cells, state),
            place=(consent if is_reader else "") or self.rules.source,
            remote=self.columns.cell(cells, "remote"),
            consented=self._moment(cells, "consented") if state is State.CONFIRMED else None,
            created=self._moment(cells, "created"),
        )

    def _cell(self, cells: Sequence[str], role: str) -> str:
        cell = self.columns.cell(cells, role)
        return cell[1:] if self.columns.is_ours and cell[:1] == GUARD and cell[1:2] in GUARDED else cell

    def _state(self, cells: Sequence[str]) -> tuple[State, datetime | None]:
        """What a row says of where its person stands, and since when."""
        for role, state in (("left", State.LEFT), ("bounced", State.BOUNCED)):
            if self.columns.cell(cells, role):
                return state, self._moment(cells, role)
        if self.columns.cell(cells, "disabled").casefold() in _TRUE:
            return State.LEFT, None
        word = self.columns.cell(cells, "state")
        named = STATES.get(re.sub(r"\s+", "_", word.casefold())) if word else State.CONFIRMED
        if not named:
            raise ValueError(f'expected a state such as subscribed or unsubscribed, got "{word}"')
        return named, self._moment(cells, "since")

    def _moment(self, cells: Sequence[str], role: str) -> datetime | None:
        found = moment(self.columns.cell(cells, role))
        return found if found and found <= self.now else None

    def _wish(self, cells: Sequence[str], state: State) -> Wish:
        spoken = self.columns.cell(cells, "language")
        language = self._language(spoken, self.strange_languages) or self.rules.languages[0]
        chosen = self._chosen(cells, language)
        if chosen or self._means_nothing(state):
            return Wish(language=language, choices=chosen)
        return Wish(language=language, choices=self.rules.default or (Choice(language),))

    def _means_nothing(self, state: State) -> bool:
        """Whether a row without choices is one of somebody who has none."""
        return state not in {State.ASKED, State.CONFIRMED} or (state is State.ASKED and self.columns.is_ours)

    def _chosen(self, cells: Sequence[str], language: str) -> tuple[Choice, ...]:
        if own := self._cell(cells, "choices"):
            choices = [
                Choice(known, choice.tag)
                for choice in parse_choices(own)
                if (known := self._language(choice.language, self.strange_choices))
            ]
            return arranged(choices)
        tags = {self.rules.tags.identity(tag) for tag in _tags(self.columns.cell(cells, "tags"))} - {""}
        strange = {tag for tag in tags if self.rules.known_tags is not None and tag not in self.rules.known_tags}
        self.strange_tags.update(strange)
        return arranged(Choice(language, tag) for tag in tags - strange)

    def _language(self, code: str, strange: Counter[str]) -> str:
        """The site's language that a cell means: `en` for en-US; empty where there is none, which is counted."""
        whole = code.replace("_", "-")
        for wanted in (whole, whole.partition("-")[0]):
            for known in self.rules.languages:
                if known.casefold() == wanted.casefold():
                    return known
        if code:
            strange[code] += 1
        return ""


def _tags(cell: str) -> list[str]:
    """Tags as programs write them: `a, b`, `"a","b"`, `["a", "b"]`."""
    if cell.startswith("["):
        try:
            return [str(tag) for tag in json.loads(cell)]
        except (ValueError, TypeError, RecursionError):
            return []
    return [tag.strip().strip('"') for tag in re.split("[,;]", cell)]
