"""`publisher serve` as a process: its site, its letters by the hour, and its end."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from threading import Event

import pytest
import requests

from publisher.commands.working import beside
from tests.cli.children import started, until
from tests.cli.conftest import CONFIGURATION, Publication

SCHEDULED = f'{CONFIGURATION}[send]\nschedule = "Monday 13:00"\n'


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[str]]]:
    """Those that are to be ended whatever happens."""
    made: list[subprocess.Popen[str]] = []
    yield made
    for child in made:
        child.kill()
        child.communicate()


def address(child: subprocess.Popen[str]) -> str:
    assert child.stderr
    told = child.stderr.readline()
    assert told.startswith("https://notes.example/ is served at http://127.0.0.1:")
    return told.rpartition(" ")[2].strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_site_is_served_until_the_end_is_asked_for(
    newsletter: Publication, children: list[subprocess.Popen[str]], number: signal.Signals
) -> None:
    newsletter.write("publisher.toml", SCHEDULED)
    child = started(newsletter, "serve", "--port", "0")
    children.append(child)

    page = requests.get(f"{address(child)}en/", timeout=30)
    child.send_signal(number)

    assert child.wait(30) == 0
    assert page.text == newsletter.files()["en/index.html"].decode()
    assert newsletter.outbox() == []


def test_a_worker_beside_the_pages_sends_what_is_due(
    newsletter: Publication, children: list[subprocess.Popen[str]]
) -> None:
    newsletter.write("publisher.toml", SCHEDULED)
    child = started(newsletter, "serve", "--port", "0", "--worker")
    children.append(child)
    until(lambda: "2 sent" in newsletter.run("issue", "2024-W51").stdout, child)

    page = requests.get(f"{address(child)}ko/", timeout=30)
    child.terminate()

    assert page.status_code == 200
    assert child.wait(30) == 0
    assert child.stdout
    assert child.stdout.read() == "2024-W51 en: 3 selected: 2 sent, 1 skipped\n"
    assert len(newsletter.outbox()) == 2


def test_a_mistake_of_ours_in_the_worker_ends_the_pages_too() -> None:
    """Pages that go on as if letters left would hide it for weeks."""
    told = Event()

    def work(_: Event) -> None:
        raise RuntimeError("a mistake")

    with pytest.raises(RuntimeError, match="a mistake"), beside(work, told.set):
        assert told.wait(30)
