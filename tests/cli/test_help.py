"""What `--help` lists: each command in a sentence that is whole."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from publisher.cli import main


def groups(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    within = [
        groups(command, *path, name) for name, command in group.commands.items() if isinstance(command, click.Group)
    ]
    return [path, *(inner for found in within for inner in found)]


@pytest.mark.parametrize("path", groups(main), ids=" ".join)
def test_no_sentence_is_cut_in_a_terminal_of_80_columns(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*path, "--help"], terminal_width=80).stdout

    listed = shown.partition("\nCommands:\n")[2].partition("\n\n")[0].splitlines()
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []
