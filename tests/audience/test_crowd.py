"""Everyone: counted, and listed."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.audience.crowd import Which, count, listed
from publisher.audience.subscriber import State
from publisher.content.tags import TagRules
from publisher.store.store import Store
from tests.audience.builders import PAGE, a_confirmed, a_roster, a_wish, an_email
from tests.builders import NOW


def test_tags_are_counted_and_listed_by_what_they_are_called_now(store: Store) -> None:
    roster = a_roster(store)
    a_confirmed(roster, "ada@example.org", "en/lm en/llm")
    a_confirmed(roster, "bob@example.org", "en/lm ko")
    roster.ask(an_email("eve@example.org"), a_wish("en/lm"), place=PAGE, now=NOW)
    rules = TagRules(aliases={"lm": "llm"})

    with store.reading() as connection:
        before = count(connection, TagRules())
        after = count(connection, rules)
        found = [one.email for page in listed(connection, Which(tag="LLM"), rules) for one in page]

    assert {str(choice): number for choice, number in before.choices.items()} == {"en/lm": 2, "en/llm": 1, "ko": 1}
    assert {str(choice): number for choice, number in after.choices.items()} == {"en/llm": 2, "ko": 1}
    assert after.states == {State.CONFIRMED: 2, State.ASKED: 1}
    assert after.languages == {"en": 2}
    assert found == ["ada@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ({}, "ada bob eve"),
        ({"state": State.CONFIRMED}, "ada bob"),
        ({"language": "ko"}, "bob"),
        ({"tag": "llm"}, "ada"),
        ({"tag": "llm", "language": "ko"}, ""),
        ({"state": State.ASKED, "language": "en"}, "eve"),
    ],
)
def test_a_list_is_narrowed_by_state_language_and_tag(store: Store, which: dict[str, Any], expected: str) -> None:
    roster = a_roster(store)
    a_confirmed(roster, "ada@example.org", "en/llm")
    a_confirmed(roster, "bob@example.org", "ko")
    roster.ask(an_email("eve@example.org"), a_wish("en/llm"), place=PAGE, now=NOW)

    with store.reading() as connection:
        found = [one.email for page in listed(connection, Which(**which), TagRules()) for one in page]

    assert [email.partition("@")[0] for email in found] == expected.split()
