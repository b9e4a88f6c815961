"""`pip install .`: the same program in any folder, its templates with it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.checkout import copy_to, files


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("house") / "checkout")


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    _run(sys.executable, "-m", "build", "--no-isolation", "--wheel", cwd=checkout)
    (built,) = (checkout / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in an environment of its own."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    _run(
        sys.executable, "-m", "pip", f"--python={python}", "install", "--no-deps", "--no-index", str(wheel), cwd=folder
    )
    return folder / "bin" / "publisher"


def test_every_template_ships_in_the_wheel(checkout: Path, wheel: Path) -> None:
    templates = checkout / "templates"

    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("publisher/templates/")}

    assert shipped == {f"publisher/templates/{path.relative_to(templates)}" for path in files(templates)}


def test_the_scripts_that_upgrade_a_store_ship_in_the_wheel(checkout: Path, wheel: Path) -> None:
    scripts = checkout / "publisher" / "store" / "migrations"

    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("publisher/store/migrations/")}

    assert shipped == {f"publisher/store/migrations/{path.relative_to(scripts)}" for path in files(scripts)}
    assert "publisher/store/migrations/env.py" in shipped


def test_only_the_package_ships_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.partition("/")[0] for name in names} == {"publisher", wheel.name.partition("-py3")[0] + ".dist-info"}
    assert "publisher/py.typed" in names


def test_the_installed_program_says_what_it_can_do(program: Path, tmp_path: Path) -> None:
    told = _run(str(program), "--help", cwd=tmp_path)

    assert "publisher init" in told


def test_the_installed_program_makes_and_builds_a_publication_elsewhere(program: Path, tmp_path: Path) -> None:
    _run(str(program), "init", "demo", cwd=tmp_path)

    _run(str(program), "build", "--strict", cwd=tmp_path / "demo")
    _run(str(program), "digest", cwd=tmp_path / "demo")
    _run(str(program), "db", "upgrade", cwd=tmp_path / "demo")

    built = {path.name for path in files(tmp_path / "demo" / "feeds")}
    assert {"index.html", "feeds.opml", "atom.xml", "rss.xml", "feed.json"} <= built
    assert {path.suffix for path in files(tmp_path / "demo" / "newsletters")} == {".html", ".txt", ".eml"}
    assert (tmp_path / "demo" / "publisher.db").exists()


def _run(*command: str, cwd: Path) -> str:
    # The packages that publisher stands on are lent by this environment: there is no network to fetch them anew.
    # What is installed here in editable form is not lent along, for only a folder of packages itself reads .pth files.
    environment = os.environ | {"PYTHONPATH": sysconfig.get_path("purelib")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
