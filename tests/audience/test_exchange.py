"""Files in and out, over both databases: what becomes of each row, and that what is written comes back the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from publisher.audience.choice import parse_choices
from publisher.audience.subscriber import State
from publisher.errors import PublisherError, Severity
from publisher.store.tables import subscribers
from tests.audience.builders import PAGE, a_confirmed, an_email, how_many, leave_token
from tests.audience.exchanging import BUTTONDOWN, CONSENT, Files, told
from tests.builders import NOW

NO_EMAIL = 'expected a column named "email" (or name yours: --column email=…)'


def test_columns_may_stand_in_any_order(files: Files) -> None:
    files.take('name,tags,EMAIL,language\nAda,"llm, Vision Language",ada@example.org,en\n')

    (ada,) = files.people().values()
    assert (ada.email, ada.language) == ("ada@example.org", "en")
    assert ada.choices == parse_choices("en/llm en/vision-language")


def test_with_a_word_on_their_consent_they_are_confirmed_and_it_is_kept(files: Files) -> None:
    imported = files.take("email\nada@example.org\n")

    shown = files.roster.show(an_email("ada@example.org"))
    assert imported.added == {State.CONFIRMED: 1}
    assert shown
    assert [(one.what, one.place) for one in shown[1]] == [("vouched", CONSENT)]


def test_without_it_they_are_only_asked(files: Files) -> None:
    imported = files.take("email,status\nada@example.org,subscribed\n", rules={"consent": ""})

    assert imported.added == {State.ASKED: 1}


def test_who_says_nothing_gets_everything_in_their_language_or_what_is_named(files: Files) -> None:
    files.take("email,language\nada@example.org,en\nbob@example.org,\n")
    files.take("email\neve@example.org\n", rules={"default": parse_choices("ko/llm")})

    assert {email: str(one.choices[0]) for email, one in files.people().items()} == {
        "ada@example.org": "en",
        "bob@example.org": "ko",
        "eve@example.org": "ko/llm",
    }


def test_an_import_brings_nobody_back(files: Files) -> None:
    for name in ("left", "bounced", "complained", "forgotten"):
        a_confirmed(files.roster, f"{name}@example.org")
    left = files.people()["left@example.org"]
    files.roster.leave(leave_token(files.roster, left), place=PAGE, now=NOW)
    files.roster.bounce(an_email("bounced@example.org"), place=PAGE, now=NOW)
    files.roster.complain(an_email("complained@example.org"), place=PAGE, now=NOW)
    files.roster.forget(an_email("forgotten@example.org"), now=NOW)
    before = files.give(), how_many(files.store, subscribers)

    imported = files.take(
        "email,status\nLeft@example.org,subscribed\nbounced@example.org,\ncomplained@example.org,\n"
        "forgotten@example.org,subscribed\n"
    )

    assert told(imported) == [
        (2, "left: only their own confirmation brings them back"),
        (3, "bounced: only their own confirmation brings them back"),
        (4, "complained: no mail is ever sent there again"),
        (5, "forgotten: only their own confirmation brings them back"),
    ]
    assert imported.refused == 4
    assert (files.give(), how_many(files.store, subscribers)) == before


def test_an_import_changes_nothing_that_somebody_here_chose(files: Files) -> None:
    a_confirmed(files.roster, "ada@example.org", "en/llm")

    imported = files.take("email,language,choices\nada@example.org,ko,ko\n")

    assert imported.unchanged == 1
    assert list(map(str, files.people()["ada@example.org"].choices)) == ["en/llm"]


def test_a_second_import_changes_nothing(files: Files) -> None:
    files.take(BUTTONDOWN)
    before = files.give()

    again = files.take(BUTTONDOWN, now=NOW + timedelta(days=1))

    assert (again.added, again.moved, again.unchanged, again.refused) == ({}, {}, 5, 0)
    assert files.give() == before


def test_a_dry_run_says_the_same_and_writes_nothing(files: Files) -> None:
    before = files.give()

    dry = files.take(BUTTONDOWN, is_dry=True)

    assert files.give() == before
    assert files.take(BUTTONDOWN).added == dry.added


def test_each_refused_row_is_told_with_its_line_and_without_the_address(files: Files) -> None:
    imported = files.take(
        'email,status\nada@example.org,\nnobody,\nADA@example.org,\n\n"bob@example.org","on\nholiday"\n,\n'
        "eve@example.org,active\n"
    )

    assert [line for line, _ in told(imported)] == [3, 4, 6]
    reasons_told = [message for _, message in told(imported)]
    assert reasons_told[0].startswith("expected an e-mail address such as me@example.org: ")
    assert reasons_told[1] == "the same address as in line 2"
    assert reasons_told[2].startswith("expected a state such as subscribed or unsubscribed, got ")
    assert not [message for message in reasons_told if "ada@" in message or "bob@" in message]
    assert imported.refused == 3
    assert imported.added == {State.CONFIRMED: 2}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "people.csv: expected a first line that names the columns, got nothing"),
        ("PK\x03\x04...", "people.csv: expected CSV: save the sheet as such"),
        ("name,city\nAda,London\n", f'people.csv:1: {NO_EMAIL}, got "name", "city"'),
        ("ada@example.org\n", f"people.csv:1: {NO_EMAIL}, got a first line that holds addresses instead of names"),
    ],
)
def test_what_is_no_list_of_people_is_refused(files: Files, content: str, message: str) -> None:
    with pytest.raises(PublisherError) as refusal:
        files.take(content)

    assert refusal.value.message.endswith(message)
    assert "ada" not in refusal.value.message


def test_a_column_can_be_named(files: Files) -> None:
    files.take("Correo,email\nada@example.org,none\n", named={"email": "correo"})

    assert list(files.people()) == ["ada@example.org"]


def test_languages_that_the_site_has_not_are_told(files: Files) -> None:
    imported = files.take("email,language,choices\nada@example.org,fr,fr/llm en/llm\nbob@example.org,en_US,\n")

    people = files.people()
    assert people["ada@example.org"].language == "ko"
    assert people["ada@example.org"].choices == parse_choices("en/llm")
    assert people["bob@example.org"].language == "en"
    assert told(imported) == [
        (0, 'the site has no language "fr": 1 × a choice is left out'),
        (0, 'the site has no language "fr": 1 × mails come in ko'),
    ]
    assert {problem.severity for problem in imported.problems} == {Severity.NOTICE}


@pytest.mark.parametrize("end", ["", "\n"])
def test_progress_counts_people_and_not_the_names_of_columns(files: Files, end: str) -> None:
    watched: list[tuple[int, int]] = []

    def watch(items: Iterable[Any], _label: str, length: int) -> Iterable[Any]:
        rows = list(items)
        watched.append((len(rows), length))
        return rows

    files.take(f"email\nada@example.org\nbob@example.org{end}", watch=watch)

    assert watched == [(2, 2)]
