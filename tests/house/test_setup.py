"""`make` on any machine: nothing is done twice, and one plain line says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.checkout import copy_to

STAND_IN = """
echo "$*" >>../calls
case "$*" in
"-m venv"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; ln -s /bin/true .venv/bin/publisher ;;
*sys.prefix*) echo "$PWD" ;;
*purelib*) echo .venv ;;
esac
"""
"""An interpreter that makes an environment of itself and installs nothing, but writes down what it was asked for."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "a folder's 이름")


def a_program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def set_up(checkout: Path, kind: str) -> list[str]:
    """Set up with the stand-in; return which environment was made and which lists were installed."""
    python = a_program(checkout.parent / "python", STAND_IN)
    calls = checkout.parent / "calls"
    calls.write_text("")
    subprocess.run(["requirements/setup.sh", kind], cwd=checkout, env=os.environ | {"PYTHON": python}, check=True)
    return [line.split()[-1] for line in calls.read_text().splitlines() if line.startswith(("-m venv", "-m pip"))]


ANEW = [".venv", "requirements/build.txt", "requirements/runtime.txt"]
CHECKOUT = ["."]
TOOLS = ["requirements/dev.txt"]


def test_the_second_set_up_installs_nothing(checkout: Path) -> None:
    first = set_up(checkout, "dev")

    second = set_up(checkout, "dev")

    assert first == ANEW + TOOLS + CHECKOUT
    assert second == []


def test_running_needs_none_of_the_tools_and_tests_add_only_them(checkout: Path) -> None:
    demo = set_up(checkout, "runtime")

    tests = set_up(checkout, "dev")

    assert demo == ANEW + CHECKOUT
    assert tests == TOOLS
    assert set_up(checkout, "runtime") == []


def test_the_programs_of_the_bench_are_added_when_it_is_run_and_kept_up_to_date(checkout: Path) -> None:
    set_up(checkout, "dev")

    added = set_up(checkout, "bench")

    assert added == ["requirements/bench.txt"]
    assert set_up(checkout, "bench") == set_up(checkout, "dev") == []
    with (checkout / "requirements/bench.txt").open("a") as pins:
        pins.write("# changed\n")
    assert set_up(checkout, "bench") == [*ANEW, "requirements/bench.txt", *CHECKOUT]


@pytest.mark.parametrize("changed", ["build.txt", "runtime.txt", "dev.txt"])
def test_a_changed_list_begins_anew(checkout: Path, changed: str) -> None:
    set_up(checkout, "dev")
    with (checkout / "requirements" / changed).open("a") as pins:
        pins.write("# changed\n")

    assert set_up(checkout, "dev") == ANEW + TOOLS + CHECKOUT


def test_a_changed_pyproject_installs_the_checkout_alone(checkout: Path) -> None:
    set_up(checkout, "dev")
    with (checkout / "pyproject.toml").open("a") as project:
        project.write("# changed\n")

    assert set_up(checkout, "dev") == CHECKOUT


def test_a_folder_that_was_moved_begins_anew(checkout: Path) -> None:
    set_up(checkout, "runtime")
    moved = checkout.rename(checkout.with_name("moved"))

    assert set_up(moved, "runtime") == ANEW + CHECKOUT


def test_an_interpreter_that_is_gone_begins_anew(checkout: Path) -> None:
    set_up(checkout, "runtime")
    (checkout / ".venv" / "bin" / "python").unlink()

    assert set_up(checkout, "runtime") == ANEW + CHECKOUT


def test_a_missing_python_is_named(checkout: Path) -> None:
    done = _make("demo", checkout, PYTHON="python-that-is-not-there")

    assert _told(done) == (
        "python-that-is-not-there is missing: "
        "install Python 3.11 or newer (on Debian: apt-get install python3 python3-venv)"
    )


def test_an_old_python_is_named_with_its_version(checkout: Path, tmp_path: Path) -> None:
    old = a_program(tmp_path / "python", 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac')

    done = _make("demo", checkout, PYTHON=old)

    assert _told(done) == "Python 3.9.2 is too old: install Python 3.11 or newer, or name one: make PYTHON=python3.12"


def test_a_python_without_venv_is_named(checkout: Path, tmp_path: Path) -> None:
    bare = a_program(tmp_path / "python", 'case "$2" in *ensurepip*) exit 1 ;; esac')

    done = _make("demo", checkout, PYTHON=bare)

    assert _told(done) == f"{bare} has no venv: install it (on Debian: apt-get install python3-venv)"


def test_who_may_not_install_programs_reads_which_tests_are_skipped(checkout: Path, tmp_path: Path) -> None:
    a_program(tmp_path / "id", "echo 1000")
    a_program(tmp_path / "dpkg-query", 'case "$3" in chromium) exit 1 ;; *) echo installed ;; esac')
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        ["requirements/debian.sh"], cwd=checkout, env={"PATH": path}, capture_output=True, text=True, check=True
    )

    assert done.stdout == (
        "Skipping the tests that need chromium: not installed (as root, on Debian: apt-get install chromium)\n"
    )


NPM = 'echo "$*" >>../../calls; mkdir -p node_modules/axe-core'


def install(checkout: Path, npm: str | None) -> list[str]:
    """Run node.sh with a stand-in for npm, or without any; return what it said."""
    programs = checkout.parent / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("sh", "cmp", "cp", "dirname", "mkdir", "sed", "tr"):
        (programs / name).unlink(missing_ok=True)
        (programs / name).symlink_to(shutil.which(name) or "")
    (programs / "npm").unlink(missing_ok=True)
    if npm is not None:
        a_program(programs / "npm", npm)
    done = subprocess.run(
        ["requirements/node.sh"], cwd=checkout, env={"PATH": str(programs)}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_what_tests_need_of_npm_is_installed_once_as_it_is_pinned(checkout: Path) -> None:
    first = install(checkout, NPM)
    second = install(checkout, NPM)

    assert first == ["Installing axe-core ..."]
    assert second == []
    assert (checkout / "calls").read_text().split()[0] == "ci"
    assert len((checkout / "calls").read_text().splitlines()) == 1


def test_a_changed_lock_file_is_installed_anew(checkout: Path) -> None:
    install(checkout, NPM)
    with (checkout / "requirements" / "node" / "package-lock.json").open("a") as pins:
        pins.write("\n")

    assert install(checkout, NPM) == ["Installing axe-core ..."]


def test_who_has_no_npm_reads_which_tests_are_skipped(checkout: Path) -> None:
    assert install(checkout, None) == [
        "Skipping the tests that need axe-core: npm is not installed (on Debian: apt-get install npm)"
    ]


def test_what_npm_cannot_install_is_named_and_tried_again(checkout: Path) -> None:
    failed = install(checkout, "exit 1")

    assert failed[1:] == ["Skipping the tests that need axe-core: not installed, see above"]
    assert install(checkout, NPM) == ["Installing axe-core ..."]


def _make(target: str, checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", target], cwd=checkout, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def _told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a person reads before make's own last word."""
    assert done.returncode != 0
    (line,) = (line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make"))
    return line
