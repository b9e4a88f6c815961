"""Files in and out, over both databases: what becomes of each row, and that what is written comes back the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audience.choice import parse_choices
from publisher.audience.crowd import Which, listed
from publisher.audience.exchange.dates import moment
from publisher.audience.exchange.exporting import export
from publisher.audience.exchange.importing import Imported, import_file
from publisher.audience.exchange.reading import Rules
from publisher.audience.roster import Roster
from publisher.audience.subscriber import State, Subscriber
from publisher.content.tags import TagRules
from publisher.errors import PublisherError, Severity
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store
from publisher.store.tables import subscribers
from tests.audience.builders import PAGE, a_confirmed, a_roster, a_wish, an_email, how_many, leave_token, reasons
from tests.builders import NOW, a_chance

CONSENT = "signed up at the fair"
NO_EMAIL = 'expected a column named "email" (or name yours: --column email=…)'


def unwatched(items: Iterable[Any], _label: str, _length: int) -> Iterable[Any]:
    return items


class Files:
    """Files imported into a store."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self.roster = a_roster(store)

    def take(self, content: str | bytes, *, rules: dict[str, Any] | None = None, **options: Any) -> Imported:
        path = self.folder / "people.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        reading = Rules(**{"languages": ("ko", "en"), "tags": TagRules(), "consent": CONSENT, **(rules or {})})
        return import_file(path, self.roster, reading, **{"now": NOW, "watch": unwatched, **options})

    def give(self, store: Store | None = None, **which: Any) -> str:
        with (store or self.store).reading() as connection:
            return "".join(export(connection, Which(**which), TagRules()))

    def people(self) -> dict[str, Subscriber]:
        with self.store.reading() as connection:
            return {one.email: one for page in listed(connection, Which(), TagRules()) for one in page}


@pytest.fixture
def files(tmp_path: Path, store: Store) -> Files:
    return Files(tmp_path, store)


def states(files: Files) -> dict[str, State]:
    return {email: one.state for email, one in files.people().items()}


def told(imported: Imported) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in imported.problems]


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


LISTMONK = """uuid,email,name,attributes,status,created_at,updated_at
5f6c,ada@example.org,Ada,"{""city"": ""London""}",enabled,2023-01-02 03:04:05.678901234 +0000 UTC,2023-01-02
5f6d,bob@example.org,Bob,{},blocklisted,2023-01-02 03:04:05 +0000 UTC,2023-01-02
5f6e,eve@example.org,Eve,{},disabled,2023-01-02 03:04:05 +0000 UTC,2023-01-02
"""
MAILCHIMP_COLUMNS = (
    '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,'
    "LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
)
MAILCHIMP_ROW = (
    'ada@example.org,Ada,Lovelace,2,,,"2016-04-18 13:51:14",77.222.65.130,,,,,,,,"2016-04-18 14:00:32",1,a,,'
    '"""llm"",""VIP"""'
)
MAILCHIMP = f"{MAILCHIMP_COLUMNS}\n{MAILCHIMP_ROW}\n"
MAILCHIMP_LEFT = """Email Address,First Name,UNSUB_TIME,UNSUB_REASON,MEMBER_RATING
ada@example.org,Ada,2020-05-06 07:08:09,NORMAL,2
"""
MAILCHIMP_CLEANED = """Email Address,First Name,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE
ada@example.org,Ada,2020-05-06 07:08:09,Hello
"""
BUTTONDOWN = """email_address,notes,tags,type,creation_date,metadata
ada@example.org,,"llm,VIP",regular,2023-01-02T03:04:05.678Z,{}
bob@example.org,,,unactivated,2023-01-02T03:04:05Z,{}
eve@example.org,,,unsubscribed,2023-01-02T03:04:05Z,{}
joe@example.org,,,undeliverable,2023-01-02T03:04:05Z,{}
sam@example.org,,,complained,2023-01-02T03:04:05Z,{}
"""
SUBSTACK = """email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at
ada@example.org,false,,other,false,2023-01-02T03:04:05.000Z,
bob@example.org,true,2027-07-01T00:00:00.000Z,yearly,false,2023-01-02T03:04:05.000Z,2023-02-01T00:00:00.000Z
eve@example.org,false,,other,true,2023-01-02T03:04:05.000Z,
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LISTMONK, "confirmed left left"),
        (MAILCHIMP, "confirmed"),
        (MAILCHIMP_LEFT, "left"),
        (MAILCHIMP_CLEANED, "bounced"),
        (BUTTONDOWN, "confirmed asked left bounced complained"),
        (SUBSTACK, "confirmed confirmed left"),
    ],
    ids="listmonk mailchimp mailchimp-left mailchimp-cleaned buttondown substack".split(),
)
def test_exports_of_other_programs_are_read_with_what_they_say_of_each(
    files: Files, content: str, expected: str
) -> None:
    imported = files.take(content)

    assert list(states(files).values()) == expected.split()
    assert imported.problems == []
    assert len(reasons(files.store)) == sum(state not in {"confirmed", "asked"} for state in expected.split())


def test_mailchimps_consent_keeps_its_day_and_its_tags_those_that_notes_have(files: Files) -> None:
    imported = files.take(MAILCHIMP, rules={"known_tags": {"llm"}})

    shown = files.roster.show(an_email("ada@example.org"))
    assert shown
    assert shown[0].choices == parse_choices("ko/llm")
    assert [one.at for one in shown[1]] == [datetime(2016, 4, 18, 13, 51, 14, tzinfo=UTC)]
    assert told(imported) == [(0, 'no note has the tag "vip": 1 × left out')]


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
    ("content", "notice"),
    [
        (b"\xef\xbb\xbfemail;tags\r\nada@example.org;ni\xc3\xb1o\r\n", ""),
        ("email\ttags\nada@example.org\tniño\n".encode("utf-16"), ""),
        ("email;tags\r\nada@example.org;niño\r\n".encode("cp1252"), "cp1252"),
        ('"email","tags"\n"ada@example.org","niño"'.encode("latin-1"), "cp1252"),
    ],
    ids=["byte-order-mark", "utf-16-tabs", "windows-semicolons", "latin-1-quotes"],
)
def test_what_spreadsheets_write_is_read_and_a_guess_is_told(files: Files, content: bytes, notice: str) -> None:
    imported = files.take(content)

    assert str(files.people()["ada@example.org"].choices[0]) == "ko/niño"
    expected = [(0, f"not in UTF-8, read as {notice}: name another with --encoding")] if notice else []
    assert told(imported) == expected


def test_a_korean_spreadsheet_is_read(files: Files) -> None:
    files.take("이메일,태그\nada@example.org,강화학습\n".encode("cp949"))

    assert str(files.people()["ada@example.org"].choices[0]) == "ko/강화학습"


def test_an_encoding_that_is_named_is_taken_at_its_word(files: Files) -> None:
    imported = files.take("email,tags\nada@example.org,żaba\n".encode("cp1250"), encoding="cp1250")

    assert str(files.people()["ada@example.org"].choices[0]) == "ko/żaba"
    assert imported.problems == []


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


def a_mixed_audience(roster: Roster) -> None:
    """One of each state, written in ways that spreadsheets stumble over."""
    a_confirmed(roster, "+ada@example.org", "en/llm ko")
    a_confirmed(roster, "'=bob@example.org", 'en/=cmd|"x"')
    for name in ("left", "bounced", "complained", "forgotten"):
        a_confirmed(roster, f"{name}@example.org")
    roster.remove(an_email("left@example.org"), place=PAGE, now=NOW + timedelta(seconds=1.5))
    roster.bounce(an_email("bounced@example.org"), place=PAGE, now=NOW)
    roster.complain(an_email("complained@example.org"), place=PAGE, now=NOW)
    roster.forget(an_email("forgotten@example.org"), now=NOW)
    roster.ask(an_email("Asked@example.org"), a_wish(), place=PAGE, now=NOW)


def test_what_is_exported_imports_to_the_same(files: Files, tmp_path: Path) -> None:
    a_mixed_audience(files.roster)
    exported = files.give()
    with open_store(StoreAddress(file=tmp_path / "other.db"), chance=a_chance(3)) as other:
        elsewhere = Files(tmp_path, other)

        imported = elsewhere.take(exported, rules={"consent": ""}, now=NOW + timedelta(days=1))

        assert imported.problems == []
        assert elsewhere.give() == exported
        assert sorted(reasons(other)) == ["bounced", "complained", "left"]


def test_an_export_imported_where_it_came_from_changes_nothing(files: Files) -> None:
    a_mixed_audience(files.roster)
    exported = files.give()

    imported = files.take(exported)

    assert imported.problems == []
    assert files.give() == exported


def test_no_cell_is_run_as_a_formula(files: Files) -> None:
    a_mixed_audience(files.roster)

    cells = [cell for line in files.give().splitlines() for cell in line.split(",")]

    assert "'+ada@example.org" in cells
    assert "''=bob@example.org" in cells
    assert [cell for cell in cells if cell.strip('"').startswith(("=", "+", "-", "@"))] == []


@given(st.text(max_size=60))
def test_no_text_stumbles_the_reader_of_dates(text: str) -> None:
    found = moment(text)

    assert found is None or found.tzinfo is UTC
