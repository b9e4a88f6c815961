"""Lists from elsewhere: exports of other programs, and what spreadsheets make of a file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audience.choice import parse_choices
from publisher.audience.exchange.dates import moment
from publisher.audience.subscriber import State
from tests.audience.builders import an_email, reasons
from tests.audience.exchanging import BUTTONDOWN, Files, told


def states(files: Files) -> dict[str, State]:
    return {email: one.state for email, one in files.people().items()}


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


@given(st.text(max_size=60))
def test_no_text_stumbles_the_reader_of_dates(text: str) -> None:
    found = moment(text)

    assert found is None or found.tzinfo is UTC
