"""`publisher send`, `issue` and `status`: what is asked, what is said, and that what leaves leaves once."""

from __future__ import annotations

import email
import email.policy
import socket
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from publisher.audience.links import Purpose
from publisher.cli import main
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from tests.audience.builders import PAGE, a_roster, an_email
from tests.builders import NOW, a_chance
from tests.cli.conftest import CONFIGURATION, Publication


def test_the_newest_closed_week_is_sent_after_asking(newsletter: Publication) -> None:
    unanswered = newsletter.run("send")

    environment = {"SOURCE_DATE_EPOCH": str(int(newsletter.now.timestamp()))}
    refused = CliRunner().invoke(main, ["send"], input="n\n", env=environment)
    assert not newsletter.outbox()
    done = CliRunner().invoke(main, ["send"], input="y\n", env=environment)

    assert (unanswered.exit_code, unanswered.stderr.splitlines()[-1]) == (
        1,
        "expected an answer, got none: --yes does not ask",
    )
    assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (1, "Nothing was done")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "2024-W51 en: 3 selected: 2 sent, 1 skipped"
    assert "Send 2 letters? [y/N]:" in done.stderr
    assert newsletter.outbox() == ["2024-W51-en-1.eml", "2024-W51-en-2.eml"]


def test_a_dry_run_says_whom_it_would_reach_and_plans_nothing(newsletter: Publication) -> None:
    shown = newsletter.run("send", "--dry-run", "--week", "2024-W50")

    told = newsletter.json("send", "--dry-run", "--week", "2024-W50")

    assert "2024-W50 en: 2 letters of 2 notes, " in shown.stdout
    assert "; 1 skipped who chose nothing of it" in shown.stdout
    assert f"letters become files in {newsletter.folder / 'outbox'}, and count as sent" in shown.stdout
    korean, english = told["proposed"]
    assert (korean["letters"], english["letters"], english["skipped"], english["late"]) == (0, 2, 1, [])
    assert english["bytes"] > 10_000
    assert newsletter.run("issue", "2024-W50").stderr == "2024-W50: no issue of this week was planned\n"
    assert not (newsletter.folder / "outbox").exists()


def test_sending_twice_sends_once(newsletter: Publication) -> None:
    newsletter.run("send", "--yes")
    before = newsletter.files("outbox")

    again = newsletter.run("send", "--yes")

    assert again.stdout.splitlines()[-1] == "Nothing is to be sent"
    assert newsletter.files("outbox") == before


def test_a_letter_has_what_was_chosen_and_links_that_work(newsletter: Publication) -> None:
    newsletter.run("send", "--yes", "--week", "2024-W50")

    message = email.message_from_bytes(newsletter.files("outbox")["2024-W50-en-2.eml"], policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body
    assert "On words." in body.get_content()
    assert "On bytes." not in body.get_content()
    token = str(message["List-Unsubscribe"]).rpartition("/")[2].rstrip(">")
    with open_store(StoreAddress(file=newsletter.folder / "publisher.db"), chance=a_chance()) as store:
        found = a_roster(store).find(Purpose.LEAVE, token)
    assert found
    assert found.email == "bob@example.org"


def test_an_open_week_is_not_sent_but_may_be_tested(newsletter: Publication) -> None:
    newsletter.write("content/241223 Now.md", "# \n\n지금의 글입니다.\n\n<english>\nOf now.\n</english>\n\n#llm\n")
    newsletter.run("build")

    refused = newsletter.run("send", "--yes", "--week", "2024-W52")
    tested = newsletter.run("send", "--test", "me@example.org", "--language", "en")

    assert refused.exit_code == 1
    assert refused.stderr == "2024-W52: expected a closed week, it is open until 2024-12-30 12:00\n"
    assert tested.stdout.startswith("2024-W52 en to me@example.org: accepted test-2024-W52-en-")
    (file,) = newsletter.outbox()
    assert b"me@example.org" in newsletter.files("outbox")[file]
    assert newsletter.json("status")["issues"] == []


def test_a_test_is_told_to_programs_too(newsletter: Publication) -> None:
    told = newsletter.json("send", "--test", "me@example.org", "--language", "en")["tests"]

    assert [(one["week"], one["language"], one["fate"]) for one in told] == [("2024-W51", "en", "accepted")]
    assert newsletter.outbox() == [told[0]["reference"]]


def test_a_test_by_a_relay_that_is_down_says_so_in_a_line(newsletter: Publication) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    relay = f'[mail]\ntransport = "smtp"\n[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
    newsletter.write("publisher.toml", f"{CONFIGURATION}{relay}")

    result = newsletter.run("send", "--test", "me@example.org")

    assert (result.exit_code, result.stderr) == (1, f"127.0.0.1:{port} refused the connection\n")


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ('"smtp"\n[smtp]\nhost = "localhost"\nusername = "weekly"', "smtp.username: expected a password in "),
        ('"resend"', "mail.transport: expected a key in PUBLISHER_RESEND_KEY, or in the file of resend.key_file\n"),
    ],
)
def test_without_a_password_or_key_nothing_is_frozen(newsletter: Publication, way: str, told: str) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[mail]\ntransport = {way}\n")

    result = newsletter.run("send", "--yes")

    assert (result.exit_code, result.stderr.startswith(told)) == (1, True)
    assert newsletter.json("status")["issues"] == []


def test_a_week_that_is_asked_for_and_not_sent_is_said_why(newsletter: Publication) -> None:
    newsletter.run("send", "--yes", "--week", "2024-W50")

    again = newsletter.run("send", "--yes", "--week", "2024-W50", "--language", "en")
    empty = newsletter.run("send", "--yes", "--week", "2024-W01")

    assert again.stdout == (
        "Nothing is to be sent: 2024-W50 was planned before, `publisher issue 2024-W50` says what became of it\n"
    )
    assert empty.stdout == "Nothing is to be sent: no notes in 2024-W01\n"


def test_only_what_is_named_is_gone_on_with(newsletter: Publication) -> None:
    in_doubt(newsletter)
    newsletter.run("issue", "2024-W51", "--resend-in-doubt")

    others = [
        newsletter.json("send", "--resume", "--dry-run", *words)["begun"]
        for words in (("--week", "2024-W50"), ("--language", "ko"))
    ]
    this = newsletter.json("send", "--resume", "--yes", "--week", "2024-W51", "--language", "en")["issues"]

    assert others == [[], []]
    assert [(one["week"], one["sent"]) for one in this] == [("2024-W51", 2)]


def test_a_week_without_notes_cannot_be_tested(newsletter: Publication) -> None:
    result = newsletter.run("send", "--test", "me@example.org", "--week", "2024-W01")

    assert result.exit_code == 1
    assert result.stderr == "no notes in 2024-W01: there is no letter to test\n"


def test_notes_that_are_not_built_yet_are_built_first(newsletter: Publication) -> None:
    newsletter.write("content/241219 More.md", "더 있습니다.\n\n#llm\n")

    result = newsletter.run("send", "--yes")

    assert result.exit_code == 1
    assert result.stderr == "notes that are not published yet: 1; run `publisher build` first\n"


def test_a_note_that_comes_late_is_named_and_brought_by_the_next_issue(newsletter: Publication) -> None:
    newsletter.run("send", "--yes", "--week", "2024-W50", "--language", "en")
    newsletter.write("content/241212 Late.md", "늦은 글입니다.\n\n<english>\nA late one.\n</english>\n\n#llm\n")
    # As when the register of another machine is merged.
    assert newsletter.run("build", "--backdate").exit_code == 0

    named = newsletter.run("status").stdout
    shown = newsletter.run("send", "--dry-run").stdout
    newsletter.run("send", "--yes")

    assert "late: Late (en, 2024-W50 was sent without it): the next issue brings it" in named.splitlines()
    assert "  late: Late (2024-W50 was sent without it)" in shown.splitlines()
    letter = email.message_from_bytes(newsletter.files("outbox")["2024-W51-en-1.eml"], policy=email.policy.default)
    body = letter.get_body(("plain",))
    assert body
    assert "A late one." in body.get_content()
    assert "late:" not in newsletter.run("status").stdout


def test_a_week_that_was_passed_over_is_named(newsletter: Publication) -> None:
    newsletter.run("send", "--yes", "--week", "2024-W50", "--language", "en")

    lines = newsletter.run("status").stdout.splitlines()
    told = newsletter.json("status")

    assert "2024-W50 en: 3 selected: 2 sent, 1 skipped" in lines
    assert "never sent: 2024-W51 en: `publisher send --week 2024-W51`" in lines
    assert told["never_sent"] == ["2024-W51 en"]


def in_doubt(newsletter: Publication) -> None:
    """As after a crash: somebody died elsewhere while a letter was leaving."""
    newsletter.run("send", "--yes")
    address = StoreAddress(file=newsletter.folder / "publisher.db")
    with open_store(address, chance=a_chance()) as store, store.writing() as connection:
        connection.execute(text("UPDATE letters SET state = 'doubt' WHERE subscriber_id = 1"))


def test_status_shows_what_was_sent_lately_however_old_its_week_is(newsletter: Publication) -> None:
    newsletter.now += timedelta(days=60)
    newsletter.run("send", "--week", "2024-W51", "--yes")

    at_once = newsletter.json("status")["issues"]
    newsletter.now += timedelta(weeks=5)

    assert [(one["week"], one["sent"]) for one in at_once] == [("2024-W51", 2)]
    assert newsletter.json("status")["issues"] == []


def test_what_is_in_doubt_is_listed_and_sent_again_by_hand(newsletter: Publication) -> None:
    in_doubt(newsletter)
    newsletter.run("send", "--yes")

    shown = newsletter.run("issue", "2024-W51").stdout.splitlines()
    told = newsletter.json("issue", "2024-W51")["issues"][0]
    again = newsletter.run("issue", "2024-W51", "--resend-in-doubt").stdout.splitlines()
    newsletter.run("send", "--resume", "--yes")

    assert shown[0] == "2024-W51 en: 3 selected: 1 sent, 1 in doubt, 1 skipped"
    assert shown[1].split()[:3] == ["in", "doubt", "ada@example.org"]
    assert [one["email"] for one in told["listed"]] == ["ada@example.org"]
    numbers = ("planned", "sending", "deferred", "sent", "doubt", "failed", "suppressed", "skipped")
    assert sum(told[name] for name in numbers) == told["selected"] == 3
    assert again[0] == "1 in doubt are planned once more: `publisher send --resume`"
    assert newsletter.run("issue", "2024-W51").stdout == "2024-W51 en: 3 selected: 2 sent, 1 skipped\n"


def test_who_leaves_after_planning_is_suppressed(newsletter: Publication) -> None:
    in_doubt(newsletter)
    newsletter.run("issue", "2024-W51", "--resend-in-doubt")
    with open_store(StoreAddress(file=newsletter.folder / "publisher.db"), chance=a_chance()) as store:
        a_roster(store).remove(an_email("ada@example.org"), place=PAGE, now=NOW)

    done = newsletter.json("send", "--resume", "--yes")

    assert done["issues"][0]["suppressed"] == 1


def test_more_than_a_day_may_bring_waits(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\ndaily = 1\n")

    lines = newsletter.run("send", "--yes").stdout.splitlines()

    assert lines[-2:] == [
        "2024-W51 en: 3 selected: 1 planned, 1 sent, 1 skipped",
        "No more than 1 letter may leave in 24 hours: the others wait",
    ]


def test_a_dry_run_with_nothing_to_send_is_json_too(publication: Publication) -> None:
    publication.run("build")

    assert publication.json("send", "--dry-run", "--week", "2024-W01") == {"proposed": [], "begun": []}


def test_nobody_to_write_to_freezes_nothing(publication: Publication) -> None:
    publication.run("build")

    result = publication.run("send", "--yes")

    assert result.stdout.splitlines()[-1] == "Nothing is to be sent"
    assert publication.json("send", "--yes") == {"issues": []}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--week", "2024-W54"), "expected an ISO week such as 2024-W50, got '2024-W54'"),
        (("--language", "fr"), 'expected one of ko, en, got "fr"'),
        (("--test", "nobody"), "expected an e-mail address"),
        (("--test", "me@example.org", "--dry-run"), "expected no --dry-run, --resume or --schedule"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(newsletter: Publication, options: tuple[str, ...], told: str) -> None:
    result = newsletter.run("send", *options)

    assert result.exit_code == 2
    assert told in result.stderr
