"""Mail that comes back: what each mail system writes, read as it is meant. Samples have gaps for our own marks."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.audience.links import Purpose, token
from publisher.outbox.addressing import return_path
from publisher.outbox.bounces.message import LARGEST
from publisher.outbox.bounces.reading import read
from publisher.outbox.bounces.status import failed
from publisher.outbox.bounces.trace import Marks
from publisher.outbox.report import Kind, Report
from publisher.store.keyring import Keyring

SAMPLES = Path(__file__).parent / "bounces"
KEYRING = Keyring(bytes(32))
TEMPLATE = "bounces+{token}@notes.example"
MARKS = Marks(keyring=KEYRING, return_path=TEMPLATE)
ADA = bytes(range(16))
EMAIL = "ada@example.org"
MESSAGE_ID = f"{'0123456789' * 4}@notes.example"

FAILURES = [
    ("postfix", Kind.HARD, "5.1.1", "Recipient address rejected: User unknown in virtual mailbox table"),
    ("postfix-full", Kind.SOFT, "5.2.2", "Mailbox full"),
    ("exim", Kind.HARD, "5.0.0", "550 No such user here"),
    ("exim-plain", Kind.HARD, "", "550 unknown user"),
    ("sendmail", Kind.BLOCKED, "5.7.1", "550 5.7.1 Rejected"),
    ("sendmail-made-up", Kind.BLOCKED, "5.1.1", "is on our blacklist"),
    ("office365", Kind.HARD, "5.1.10", "RESOLVER.ADR.RecipientNotFound"),
    ("exchange-online-edge", Kind.HARD, "5.4.1", "Access denied"),
    ("gmail", Kind.SOFT, "4.2.2", "out of storage space"),
    ("qmail", Kind.HARD, "5.1.1", "Sorry, no mailbox here by that name"),
    ("naver", Kind.HARD, "5.1.1", "존재하지 않는 사용자입니다"),
    ("daum", Kind.SOFT, "", "용량이 초과"),
    ("encoded", Kind.HARD, "5.2.1", "Mailbox disabled"),
]
COMPLAINTS = ["yahoo-complaint", "aol-complaint", "outlook-complaint", "opt-out"]
NO_NEWS = ["postfix-delayed", "out-of-office", "out-of-office-korean", "not-spam"]


def sample(name: str, *, keyring: Keyring = KEYRING) -> bytes:
    """A mail as it would come."""
    text = (SAMPLES / f"{name}.eml").read_text("utf-8")
    unsubscribe = f"https://notes.example/unsubscribe/{token(keyring, Purpose.LEAVE, ADA)}"
    values = {
        "return_path": return_path(TEMPLATE, keyring, ADA),
        "unsubscribe": unsubscribe,
        "message_id": MESSAGE_ID,
        "email": EMAIL,
    }
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text.encode().replace(b"\n", b"\r\n")


def only(name: str) -> Report:
    (report,) = read(sample(name), MARKS)
    return report


@pytest.mark.parametrize(("name", "kind", "status", "said"), FAILURES)
def test_a_report_of_failure_says_what_it_means_for_the_reader(name: str, kind: Kind, status: str, said: str) -> None:
    report = only(name)

    assert (report.kind, report.status, report.public_id) == (kind, status, ADA)
    assert said in report.diagnostic
    assert "\n" not in report.diagnostic


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_complaint_is_found_whatever_was_redacted(name: str) -> None:
    report = only(name)

    assert (report.kind, report.public_id, report.message_id) == (Kind.COMPLAINT, ADA, MESSAGE_ID)
    assert report.diagnostic in {"abuse", "opt-out"}


@pytest.mark.parametrize("name", NO_NEWS)
def test_what_is_no_news_is_none(name: str) -> None:
    assert only(name).kind is Kind.OTHER


def test_every_sample_is_tried() -> None:
    tried = {*(name for name, *_ in FAILURES), *COMPLAINTS, *NO_NEWS, "partial"}

    assert {file.stem for file in SAMPLES.iterdir()} == tried


def test_an_address_that_leads_to_several_is_not_dead_where_it_reached_one() -> None:
    reports = read(sample("partial"), MARKS)

    assert [report.kind for report in reports] == [Kind.OTHER, Kind.SOFT]
    assert len({report.key for report in reports}) == 2


def test_a_report_holds_which_letter_it_is_about_and_when_it_came() -> None:
    report = only("postfix")

    assert report.message_id == MESSAGE_ID
    assert report.feedback_id == "2024-W50:en:weekly:notesexample"
    assert report.email == EMAIL
    assert report.reporter == "mail.notes.example"
    assert report.at == datetime(2024, 12, 16, 3, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("name", [file.stem for file in SAMPLES.iterdir()])
def test_the_same_mail_is_the_same_reports(name: str) -> None:
    assert read(sample(name), MARKS) == read(sample(name), MARKS)


@pytest.mark.parametrize("name", [file.stem for file in SAMPLES.iterdir()])
def test_who_does_not_know_the_secret_names_nobody(name: str) -> None:
    forged = sample(name, keyring=Keyring(b"x" * 32))

    assert {report.public_id for report in read(forged, MARKS)} == {b""}


def test_whom_the_mail_was_for_counts_before_what_it_holds() -> None:
    bob = bytes(range(16, 32))

    reports = read(sample("postfix"), MARKS, recipient=return_path(TEMPLATE, KEYRING, bob))

    assert [report.public_id for report in reports] == [bob]


def test_a_return_path_is_found_within_what_a_forwarder_made_of_it() -> None:
    rewritten = sample("qmail").replace(b"bounces+", b"SRS0=HHH=TT=notes.example=bounces+").upper()

    assert [report.public_id for report in read(rewritten, MARKS)] == [ADA]


@pytest.mark.parametrize(
    ("status", "diagnostic", "kind"),
    [
        ("5.1.1", "", Kind.HARD),
        ("5.1.2", "", Kind.HARD),
        ("5.1.10", "", Kind.HARD),
        ("5.2.1", "", Kind.HARD),
        ("4.1.1", "", Kind.SOFT),
        ("5.2.2", "", Kind.SOFT),
        ("5.4.4", "", Kind.SOFT),
        ("5.1.8", "", Kind.BLOCKED),
        ("5.3.4", "", Kind.BLOCKED),
        ("5.6.0", "", Kind.BLOCKED),
        ("5.7.26", "", Kind.BLOCKED),
        ("4.7.1", "greylisted", Kind.BLOCKED),
        ("5.0.0", "550 5.1.1 gone", Kind.HARD),
        ("5.1.1", "550 5.7.1 no", Kind.BLOCKED),
        ("5.1.1", "550 5.1.1 <spam@policy.example>: user unknown", Kind.HARD),
        ("5.1.1", "550 5.1.1 user is over quota", Kind.SOFT),
        ("5.0.0", "connected to 5.1.1.1", Kind.SOFT),
        ("", "550 no such user", Kind.HARD),
        ("", "450 no such user", Kind.SOFT),
        ("", "554 rejected as spam", Kind.BLOCKED),
        ("", "", Kind.SOFT),
        ("9.9.9", "", Kind.SOFT),
    ],
)
def test_only_what_says_that_nobody_is_there_is_hard(status: str, diagnostic: str, kind: Kind) -> None:
    assert failed(status, diagnostic) is kind


def test_a_huge_attachment_is_never_read() -> None:
    head, _, rest = sample("postfix").partition(b"--4XyZ1n2hQzz8.1734318005/mail.notes.example--")
    huge = head + b"A" * (50 * LARGEST) + rest

    (report,) = read(huge, MARKS)

    assert (report.kind, report.public_id) == (Kind.HARD, ADA)


def nested(depth: int, inner: bytes) -> bytes:
    for number in range(depth):
        boundary = b"b%d" % number
        inner = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            boundary,
            boundary,
            inner,
            boundary,
        )
    return inner


@pytest.mark.parametrize("depth", [30, 150, 5_000])
def test_parts_within_parts_are_no_trap(depth: int) -> None:
    (report,) = read(nested(depth, sample("qmail")), MARKS)

    assert report.kind is not Kind.HARD


def test_messages_within_messages_are_no_trap() -> None:
    mail = b"Content-Type: message/rfc822\r\n\r\n" * 5_000 + sample("qmail")

    assert [report.kind for report in read(mail, MARKS)] == [Kind.OTHER]


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\0" * 1000,
        b"Content-Type: text/plain; charset=nonsense\r\n\r\nfailure",
        b'Content-Type: text/plain; charset="\xff\0"\r\n\r\nfailure',
        b"Subject: =?utf-8?B?////?=\r\nContent-Type: multipart/report\r\n\r\nno boundary",
        b"Subject: =?no-such-set?B?AAAA?=\r\n\r\n",
        b"Received: x; Mon, 99 Foo 99999 99:99:99 +9999\r\n\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n\xff\xfe\r\n\r\nAction: failed",
        b"From: mailer-daemon@example.org\r\nSubject: failure notice\r\n\r\n" + b"<" * 100_000,
    ],
)
def test_broken_mail_is_read_all_the_same(mail: bytes) -> None:
    assert read(mail, MARKS)


@given(
    name=st.sampled_from([file.stem for file in sorted(SAMPLES.iterdir())]),
    cuts=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 400), st.binary(max_size=40)), max_size=6),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_is_damaged_fails_or_names_another(name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    mail = sample(name)
    for start, length, filling in cuts:
        mail = mail[:start] + filling + mail[start + length :]

    for report in read(mail, MARKS):
        assert report.public_id in {b"", ADA}
        assert report.diagnostic.isprintable() or not report.diagnostic
        assert len(report.diagnostic) <= 500
        assert len(report.key) <= 200


@given(mail=st.binary(max_size=2_000))
@settings(max_examples=200)
def test_no_bytes_fail(mail: bytes) -> None:
    assert {report.public_id for report in read(mail, MARKS)} == {b""}


def test_the_samples_are_mail() -> None:
    for file in SAMPLES.iterdir():
        assert not message_from_bytes(sample(file.stem)).defects, file.name


@pytest.mark.parametrize("header", [b"X-Autoreply: yes", b"Precedence: auto_reply", b"Auto-Submitted: auto-replied"])
def test_an_answer_is_told_by_its_headers(header: bytes) -> None:
    mail = header + b"\r\nFrom: ada@example.org\r\n\r\n" + sample("qmail").partition(b"\r\n\r\n")[2]

    (report,) = read(mail, MARKS)

    assert (report.kind, report.diagnostic) == (Kind.OTHER, "an answer by a machine")
