"""`publisher send`, `worker`, `issue` and `status`: what is asked, what is said, and that what leaves leaves once."""

from __future__ import annotations

import email
import email.policy
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

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
from tests.house.checkout import ROOT

CONSENT = ("--consent", "asked me at the fair")


@pytest.fixture
def newsletter(publication: Publication) -> Publication:
    """A publication that is built, with three subscribers."""
    publication.run("build")
    for address, choice in (("ada", "en"), ("bob", "en/llm"), ("cyd", "en/vision")):
        publication.run("subscribers", "add", f"{address}@example.org", "--choice", choice, *CONSENT)
    return publication


def outbox(publication: Publication) -> list[str]:
    return sorted(publication.files("outbox"))


def test_the_newest_closed_week_is_sent_after_asking(newsletter: Publication) -> None:
    unanswered = newsletter.run("send")

    environment = {"SOURCE_DATE_EPOCH": str(int(newsletter.now.timestamp()))}
    refused = CliRunner().invoke(main, ["send"], input="n\n", env=environment)
    assert not outbox(newsletter)
    done = CliRunner().invoke(main, ["send"], input="y\n", env=environment)

    assert (unanswered.exit_code, unanswered.stderr.splitlines()[-1]) == (
        1,
        "expected an answer, got none: --yes does not ask",
    )
    assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (1, "Nothing was done")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "2024-W51 en: 3 selected: 2 sent, 1 skipped"
    assert "Send 2 letters? [y/N]:" in done.stderr
    assert outbox(newsletter) == ["2024-W51-en-1.eml", "2024-W51-en-2.eml"]


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
    (file,) = outbox(newsletter)
    assert b"me@example.org" in newsletter.files("outbox")[file]
    assert newsletter.json("status")["issues"] == []


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


@pytest.mark.parametrize(
    ("hour", "sends"),
    [("2024-12-23T12:59", False), ("2024-12-23T13:00", True), ("2024-12-24T12:59", True), ("2024-12-24T13:01", False)],
)
@pytest.mark.parametrize("command", [("send", "--schedule"), ("worker", "--once")], ids=lambda words: words[0])
def test_by_the_hour_an_issue_is_sent_in_time_or_not_at_all(
    newsletter: Publication, hour: str, command: tuple[str, ...], *, sends: bool
) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 13:00"\n')
    newsletter.now = datetime.fromisoformat(f"{hour}+09:00")

    first, second = newsletter.run(*command), newsletter.run(*command)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(outbox(newsletter)) == (2 if sends else 0)


def test_without_a_schedule_a_worker_plans_nothing(newsletter: Publication) -> None:
    assert newsletter.run("worker", "--once").stdout == ""
    assert outbox(newsletter) == []


def test_what_was_put_off_is_tried_again_by_a_worker(newsletter: Publication) -> None:
    newsletter.write("outbox/2024-W51-en-1.eml/in the way", "")
    first = newsletter.run("send", "--yes")
    (newsletter.folder / "outbox/2024-W51-en-1.eml/in the way").unlink()
    (newsletter.folder / "outbox/2024-W51-en-1.eml").rmdir()
    early = newsletter.run("worker", "--once")
    newsletter.now += timedelta(minutes=1)

    later = newsletter.run("worker", "--once")

    assert "1 to be tried again, 1 sent, 1 skipped; the next one is tried again at 2024-12-24 00:01 UTC" in first.stdout
    assert early.stdout == ""
    assert later.stdout == "2024-W51 en: 3 selected: 2 sent, 1 skipped\n"


def test_what_was_planned_days_ago_waits_for_a_person(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\ndaily = 1\n")
    newsletter.run("send", "--yes")
    newsletter.now += timedelta(days=3)

    by_cron = newsletter.run("send", "--schedule")
    newsletter.run("worker", "--once")
    number = len(outbox(newsletter))
    by_hand = newsletter.run("send", "--resume", "--yes")

    assert by_cron.stdout == "Nothing is to be sent\n"
    assert number == 1
    assert by_hand.stdout.splitlines()[-1] == "2024-W51 en: 3 selected: 2 sent, 1 skipped"


def in_doubt(newsletter: Publication) -> None:
    """As after a crash: somebody died elsewhere while a letter was leaving."""
    newsletter.run("send", "--yes")
    address = StoreAddress(file=newsletter.folder / "publisher.db")
    with open_store(address, chance=a_chance()) as store, store.writing() as connection:
        connection.execute(text("UPDATE letters SET state = 'doubt' WHERE subscriber_id = 1"))


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
        "No more than 1 letters may leave in 24 hours: the others wait",
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
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(newsletter: Publication, options: tuple[str, ...], told: str) -> None:
    result = newsletter.run("send", *options)

    assert result.exit_code == 2
    assert told in result.stderr


def test_a_schedule_before_the_week_closes_is_refused(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 11:00"\n')

    result = newsletter.run("send")

    assert result.exit_code == 1
    assert 'send.schedule: expected a time after newsletter.closes, got "Monday 11:00"' in result.stderr


def started(publication: Publication, *command: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": str(int(publication.now.timestamp())),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "publisher", *command],
        cwd=publication.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def until(condition: Callable[[], object], child: subprocess.Popen[str]) -> None:
    while not condition():
        assert child.poll() is None, child.communicate()
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_finishes_the_letter_in_hand_and_says_how_to_go_on(
    newsletter: Publication, number: signal.Signals
) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.02\n")
    child = started(newsletter, "send", "--yes")
    until(lambda: outbox(newsletter), child)
    second = newsletter.run("send", "--yes", "--resume")

    child.send_signal(number)
    _, told = child.communicate()

    assert second.exit_code == 1
    assert second.stderr.startswith("mail is being sent since 2024-12-24 00:00 UTC by ")
    assert child.returncode == 128 + number
    assert told == "Stopped. Still to be sent: 1 letter. `publisher send --resume` goes on.\n"
    newsletter.write("publisher.toml", CONFIGURATION)
    assert newsletter.run("send", "--resume", "--yes").stdout.splitlines()[-1] == (
        "2024-W51 en: 3 selected: 2 sent, 1 skipped"
    )


def test_a_worker_outlives_what_a_person_can_mend_and_ends_when_it_is_asked(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 13:00"\n')
    newsletter.write("content/241219 More.md", "더 있습니다.\n\n#llm\n")
    once = newsletter.run("worker", "--once")
    child = started(newsletter, "worker")
    assert child.stderr
    told = child.stderr.readline()

    child.terminate()

    assert once.exit_code == 1
    assert told == once.stderr == "notes that are not published yet: 1; run `publisher build` first\n"
    assert child.wait() == 128 + signal.SIGTERM
    child.communicate()


def test_a_worker_waits_for_who_is_at_work(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.02\n")
    child = started(newsletter, "send", "--yes")
    until(lambda: outbox(newsletter), child)

    waits = newsletter.run("worker", "--once")

    child.terminate()
    child.communicate()
    assert waits.exit_code == 0
    assert waits.stdout.startswith("mail is being sent since 2024-12-24 00:00 UTC by ")


def test_killed_it_is_taken_over_at_once(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.02\n")
    child = started(newsletter, "send", "--yes")
    until(lambda: outbox(newsletter), child)
    child.kill()
    child.communicate()
    newsletter.write("publisher.toml", CONFIGURATION)

    shown = newsletter.run("issue", "2024-W51").stdout
    newsletter.run("send", "--resume", "--yes")

    assert "on their way" not in shown
    assert newsletter.json("issue", "2024-W51")["issues"][0]["planned"] == 0
    assert len(outbox(newsletter)) == 2


def test_what_a_kill_left_in_doubt_is_not_counted_as_to_be_sent(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.02\n")
    child = started(newsletter, "send", "--yes")
    until(lambda: outbox(newsletter), child)
    child.kill()
    child.communicate()
    with closing(sqlite3.connect(newsletter.folder / "publisher.db")) as store, store:
        store.execute("UPDATE letters SET state = 'sending' WHERE state IN ('planned', 'claimed')")

    resumed = newsletter.run("send", "--resume")

    assert resumed.exit_code == 0
    assert resumed.stdout.splitlines() == [
        "Begun: 2024-W51 en: 3 selected: 1 sent, 1 in doubt, 1 skipped",
        "Nothing is to be sent",
    ]
