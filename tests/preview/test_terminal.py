"""What a person at the terminal is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.commands.terminal import Terminal
from publisher.errors import Problem
from publisher.preview.edition import Edition


def test_where_to_look_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(opens=False).serving("http://127.0.0.1:8000/", 8000)

    told = capsys.readouterr()
    assert told.out == "Site   http://127.0.0.1:8000/\nMails  http://127.0.0.1:8000/preview/\nCtrl-C ends it.\n"
    assert told.err == ""


@pytest.mark.parametrize(("asked", "said"), [(8000, "Port 8000 is in use: this is port 8001.\n"), (0, "")])
def test_another_port_than_was_asked_for_is_told(capsys: pytest.CaptureFixture[str], asked: int, said: str) -> None:
    Terminal(opens=False).serving("http://127.0.0.1:8001/", asked)

    assert capsys.readouterr().err == said


def test_where_nothing_was_built_before_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(opens=False).failed(["publisher.toml: no such file"])

    assert capsys.readouterr().err == "publisher.toml: no such file\nNot built: there is nothing to show yet.\n"


def test_builds_are_told_with_what_is_new(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    terminal = Terminal(opens=False)

    terminal.built(replace(edition, changed=7), ())
    terminal.built(replace(edition, changed=1), [Problem(file="a.txt", line=3, message="expected a date")])
    terminal.failed(["publisher.toml:1: expected TOML"])

    assert capsys.readouterr().err.splitlines() == [
        "Built: 7 files.",
        "a.txt:3: expected a date",
        "Built again: 1 file changed.",
        "publisher.toml:1: expected TOML",
        "Not built: what is shown is as it was before.",
    ]
