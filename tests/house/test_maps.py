"""Where a package says what its modules are, it names each of them, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import publisher

ROOT = Path(publisher.__file__).parent


def named(package: Path) -> set[str]:
    """The words that begin the lines of a package's map; empty where it has none."""
    docstring = (package / "__init__.py").read_text("utf-8").split('"""')[1]
    lines = re.findall(r"^ *([a-z_]+(?:, [a-z_]+)*)(?:/ | {2,}(?=\S))", docstring, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def modules(package: Path) -> set[str]:
    files = {file.stem for file in package.glob("[a-z]*.py")}
    return files | {folder.parent.name for folder in package.glob("*/__init__.py")}


PACKAGES = [file.parent for file in sorted(ROOT.rglob("__init__.py")) if named(file.parent)]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_map_names_every_module_and_no_other(package: Path) -> None:
    assert named(package) == modules(package)


def test_the_stages_have_a_map() -> None:
    assert {"publisher", "newsletter", "outbox", "web"} <= {package.name for package in PACKAGES}
