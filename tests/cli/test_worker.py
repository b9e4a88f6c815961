"""Sending by the clock, and while others send, ask it to end or kill it: what leaves leaves once all the same."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from publisher.config import read
from publisher.dispatch.run import too_late
from tests.cli.children import started, until
from tests.cli.conftest import CONFIGURATION, CONSENT, Publication


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
    assert len(newsletter.outbox()) == (2 if sends else 0)


def test_without_a_schedule_a_worker_plans_nothing(newsletter: Publication) -> None:
    assert newsletter.run("worker", "--once").stdout == ""
    assert newsletter.outbox() == []


def test_without_a_schedule_cron_is_told_what_is_missing(newsletter: Publication) -> None:
    result = newsletter.run("send", "--schedule")

    assert result.exit_code == 1
    assert result.stderr == "publisher.toml: send.schedule: expected the hour that --schedule sends at, got none\n"


def test_what_was_put_off_is_tried_again_by_a_worker(newsletter: Publication) -> None:
    newsletter.write("outbox/2024-W51-en-1.eml/in the way", "")
    first = newsletter.run("send", "--yes")
    told = newsletter.run("issue", "2024-W51").stdout.splitlines()
    (newsletter.folder / "outbox/2024-W51-en-1.eml/in the way").unlink()
    (newsletter.folder / "outbox/2024-W51-en-1.eml").rmdir()
    early = newsletter.run("worker", "--once")
    newsletter.now += timedelta(minutes=1)

    later = newsletter.run("worker", "--once")

    assert "1 to be tried again, 1 sent, 1 skipped; the next one is tried again at 2024-12-24 00:01 UTC" in first.stdout
    assert len(told) == 2
    assert told[1].startswith("  to be tried again  ada@example.org  2024-12-24 00:00 UTC  ")
    assert told[1].endswith("Is a directory")
    assert early.stdout == ""
    assert later.stdout == "2024-W51 en: 3 selected: 2 sent, 1 skipped\n"


def test_what_was_planned_days_ago_waits_for_a_person(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\ndaily = 1\nschedule = "Monday 13:00"\n')
    newsletter.run("send", "--yes")
    newsletter.now += timedelta(days=8)

    by_cron = newsletter.run("send", "--schedule")
    newsletter.run("worker", "--once")
    number = len(newsletter.outbox())
    by_hand = newsletter.run("send", "--resume", "--yes")

    assert (by_cron.exit_code, by_cron.output) == (0, "")  # cron would mail each line to somebody, hour by hour
    assert number == 1
    assert by_hand.stdout.splitlines()[-1] == "2024-W51 en: 3 selected: 2 sent, 1 skipped"


def test_what_a_daily_quota_kept_back_leaves_on_the_days_after(newsletter: Publication) -> None:
    newsletter.run("subscribers", "add", "dot@example.org", "--choice", "en", *CONSENT)
    newsletter.run("subscribers", "add", "eve@example.org", "--choice", "en", *CONSENT)
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\ndaily = 1\nschedule = "Monday 13:00"\n')
    numbers = []

    for _ in range(5):
        newsletter.run("worker", "--once")
        newsletter.run("worker", "--once")
        numbers.append(len(newsletter.outbox()))
        newsletter.now += timedelta(days=1, minutes=1)

    assert numbers == [1, 2, 3, 4, 4]


def test_without_a_quota_letters_are_worth_sending_by_the_clock_for_two_days(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 13:00"\n')
    settings = read(newsletter.folder / "publisher.toml")

    assert newsletter.now - too_late(settings, newsletter.now) == timedelta(days=2)


def test_a_schedule_before_the_week_closes_is_refused(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 11:00"\n')

    result = newsletter.run("send")

    assert result.exit_code == 1
    assert 'send.schedule: expected a time after newsletter.closes, got "Monday 11:00"' in result.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_finishes_the_letter_in_hand_and_says_how_to_go_on(
    newsletter: Publication, number: signal.Signals
) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.0002\n")
    child = started(newsletter, "send", "--yes")
    until(newsletter.outbox, child)
    second = newsletter.run("send", "--yes", "--resume")

    child.send_signal(number)
    _, told = child.communicate()

    assert second.exit_code == 1
    assert second.stderr.startswith("mail is being sent since 2024-12-24 00:00 UTC by ")
    assert "Still to be sent" not in second.stderr
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


def test_a_worker_outlives_letters_that_cannot_leave_and_ends_when_it_is_asked(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f'{CONFIGURATION}[send]\nschedule = "Monday 13:00"\n')
    newsletter.write("outbox", "in the way")
    child = started(newsletter, "worker")
    assert child.stderr
    told = child.stderr.readline()

    with pytest.raises(subprocess.TimeoutExpired):  # until its next look
        child.wait(1)
    child.terminate()

    assert told == f"{newsletter.folder / 'outbox'}: no folder for mail can be made: File exists\n"
    assert child.wait(30) == 128 + signal.SIGTERM
    child.communicate()


def test_a_worker_waits_for_who_is_at_work(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.0002\n")
    child = started(newsletter, "send", "--yes")
    until(newsletter.outbox, child)

    waits = newsletter.run("worker", "--once")

    child.terminate()
    child.communicate()
    assert waits.exit_code == 0
    assert waits.stdout.startswith("mail is being sent since 2024-12-24 00:00 UTC by ")


def test_killed_it_is_taken_over_at_once(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.0002\n")
    child = started(newsletter, "send", "--yes")
    until(newsletter.outbox, child)
    child.kill()
    child.communicate()
    newsletter.write("publisher.toml", CONFIGURATION)

    shown = newsletter.run("issue", "2024-W51").stdout
    newsletter.run("send", "--resume", "--yes")

    assert "on their way" not in shown
    assert newsletter.json("issue", "2024-W51")["issues"][0]["planned"] == 0
    assert len(newsletter.outbox()) == 2


def test_what_a_kill_left_in_doubt_is_not_counted_as_to_be_sent(newsletter: Publication) -> None:
    newsletter.write("publisher.toml", f"{CONFIGURATION}[send]\nrate = 0.0002\n")
    child = started(newsletter, "send", "--yes")
    until(lambda: "1 sent" in newsletter.run("issue", "2024-W51").stdout, child)
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
