"""Options in, contestants measured, tables out: python -m bench."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from bench import report, workspace
from bench.agreement import DisagreementError
from bench.contestants import EVERY
from bench.forms import FORMS
from bench.report import Measured

_MANY = 100_000


class _Numbers(click.ParamType[tuple[int, ...]]):
    """Whole numbers with commas between them."""

    name = "numbers"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        parts = str(value).split(",")
        if not all(part.isdecimal() and int(part) for part in parts):
            self.fail(f"expected numbers such as 1000,10000, got {value}", param, ctx)
        return tuple(map(int, parts))


class _Keys(click.ParamType[tuple[str, ...]]):
    """Contestants with commas between them."""

    name = "programs"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        keys = tuple(str(value).split(","))
        if unknown := set(keys) - EVERY.keys():
            self.fail(f"expected some of {', '.join(EVERY)}, got {', '.join(sorted(unknown))}", param, ctx)
        return keys


@click.command(context_settings={"max_content_width": 100})
@click.option("--notes", type=_Numbers(), default="1000,10000", show_default=True, help="How many notes.")
@click.option("--runs", type=click.IntRange(1), help="Of each program.  [default: 5; 3 of 100,000 notes and more]")
@click.option("--form", type=click.Choice(list(FORMS)), default="siblings", show_default=True, help="Of the notes.")
@click.option("--only", type=_Keys(), default=",".join(EVERY), show_default=True, help="Programs to measure.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Every run, for programs.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Leave what was made in this folder.")
def main(
    *,
    notes: tuple[int, ...],
    runs: int | None,
    form: str,
    only: tuple[str, ...],
    json_file: Path | None,
    keep: Path | None,
) -> None:
    """Measure publisher beside Hugo and others that write the same feeds; print tables and the bars."""
    click.echo("\n".join(_surroundings()))
    measured: list[Measured] = []
    with _folder(keep) as folder:
        for count in sorted(set(notes)):
            rounds = runs or (3 if count >= _MANY else 5)
            try:
                measured.append(
                    workspace.measure(
                        folder / f"{form}-{count}", count, form=form, keys=only, rounds=rounds, tell=_tell
                    )
                )
            except (DisagreementError, RuntimeError) as error:
                click.echo(error, err=True)
                sys.exit(1)
            click.echo("\n".join(("", *report.table(measured[-1]))))
    click.echo("\n".join(("", *report.verdict(measured))))
    if json_file:
        json_file.write_text(json.dumps([_as_json(one) for one in measured], ensure_ascii=False, indent=1), "utf-8")


def _surroundings() -> Iterator[str]:
    yield f"Python {platform.python_version()} on {platform.machine()} {platform.system()}"


def _tell(line: str) -> None:
    click.echo(line, err=True)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Where everything is made: a folder that is named, or one that is gone afterwards."""
    if keep:
        if keep.exists() and any(keep.iterdir()):
            raise click.UsageError(f"--keep: expected an empty folder or none yet, got {keep}")
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.absolute()
    else:
        with tempfile.TemporaryDirectory(prefix="publisher-bench-") as folder:
            yield Path(folder)


def _as_json(measured: Measured) -> dict[str, object]:
    def runs(key: str) -> dict[str, Sequence[object]]:
        return {
            phase: [asdict(cost) for cost in costs] for (phase, one), costs in measured.results.items() if one == key
        }

    return {
        "notes": measured.notes,
        "form": measured.form,
        "remarks": measured.remarks,
        "runs": {contestant.name: runs(contestant.key) for contestant in measured.contestants},
    }


if __name__ == "__main__":
    main(prog_name="python -m bench")
