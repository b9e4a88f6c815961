"""`publisher preview` as a person runs it: what it says, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.conftest import NOW, Publication


@contextmanager
def at_work(publication: Publication, *options: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The program, until it is ended."""
    child = subprocess.Popen(
        [sys.executable, "-m", "publisher", "preview", "--port", "0", *options],
        cwd=publication.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where tests run in the background a shell has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    try:
        yield child
    finally:
        child.terminate()  # in order: a temporary folder goes with it
        child.communicate()


def said(child: subprocess.Popen[str], lines: int) -> list[str]:
    assert child.stdout
    return [child.stdout.readline().rstrip("\n") for _ in range(lines)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_to_look_and_ends_without_a_word(
    publication: Publication, tmp_path_factory: pytest.TempPathFactory, number: signal.Signals
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    before = publication.files(".")

    with at_work(publication, TMPDIR=str(temporary)) as child:
        site, mails, end = said(child, 3)
        address = site.removeprefix("Site   ")
        with urlopen(f"{address}ko/") as answer:  # noqa: S310  # it is on this machine
            shown = answer.read().decode()
        held = list(temporary.iterdir())
        child.send_signal(number)
        rest, told = child.communicate()

    assert "바이트를 다룹니다." in shown
    assert (mails, end) == (f"Mails  {address}preview/", "Ctrl-C ends it.")
    assert (child.returncode, rest) == (0, "")
    assert told.startswith("Built: ")
    assert "Traceback" not in told
    assert held
    assert list(temporary.iterdir()) == []
    assert publication.files(".") == before


def test_it_ends_while_a_browser_listens(publication: Publication) -> None:
    with at_work(publication) as child:
        address = said(child, 3)[0].removeprefix("Site   ")
        with urlopen(f"{address}preview/changes?since=0") as first:  # noqa: S310  # it is on this machine
            number = first.read().decode().rpartition("data: ")[2].strip()
        with urlopen(f"{address}preview/changes?since={number}") as listening:  # noqa: S310  # the same
            assert listening.readline() == b"retry: 500\n"
            child.send_signal(signal.SIGINT)
            child.communicate()

    assert child.returncode == 0


def test_each_build_is_told(publication: Publication) -> None:
    with at_work(publication) as child:
        assert child.stderr
        first = child.stderr.readline()
        said(child, 3)
        broken = publication.write("templates/pages/day.html", "{% if %}")
        failed = [child.stderr.readline() for _ in range(2)]
        broken.unlink()
        again = child.stderr.readline()
        publication.write("content/undated.md", "Words.")
        problem = child.stderr.readline()

    assert first.startswith("Built: ")
    assert "day.html:1: " in failed[0]
    assert failed[1] == "Not built: what is shown is as it was before.\n"
    assert again == "Built again: 0 files changed.\n"
    assert problem.startswith("content/undated.md")


def test_a_browser_is_opened(publication: Publication, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    os.mkfifo(opened)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)

    with at_work(publication, "--open", BROWSER=f"{browser} %s") as child:
        address = said(child, 3)[0].removeprefix("Site   ")

        assert opened.read_text() == f"{address}\n"


def test_a_port_that_is_taken_is_told(publication: Publication) -> None:
    with at_work(publication) as child:
        port = said(child, 3)[0].rpartition(":")[2].rstrip("/")
        with at_work(publication, "--port", port) as other:
            mine = said(other, 3)[0].rpartition(":")[2].rstrip("/")
            other.send_signal(signal.SIGINT)
            _, told = other.communicate()

    assert mine != port
    assert f"Port {port} is in use: this is port {mine}.\n" in told


def test_where_nobody_can_listen_it_ends_with_a_line(publication: Publication) -> None:
    done = publication.run("preview", "--host", "192.0.2.1")

    assert done.exit_code == 1
    assert "http://192.0.2.1:8000/ cannot be served: " in done.stderr
