"""Every package says what its modules are: it names each of them, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import publisher

ROOT = Path(publisher.__file__).parent


def named(package: Path) -> set[str]:
    """The words that begin the lines of a package's map."""
    docstring = (package / "__init__.py").read_text("utf-8").split('"""')[1]
    lines = re.findall(r"^ *([a-z_]+(?:, [a-z_]+)*)(?:/ | {2,}(?=\S))", docstring, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def modules(package: Path) -> set[str]:
    files = {file.stem for file in package.glob("[a-z]*.py")}
    return files | {folder.parent.name for folder in package.glob("*/__init__.py")}


PACKAGES = {
    str(file.parent.relative_to(ROOT.parent)): file.parent
    for file in sorted(ROOT.rglob("__init__.py"))
    if "migrations" not in file.parts  # scripts that nobody calls: their names are numbers
}


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES.keys())
def test_a_map_names_every_module_and_no_other(package: Path) -> None:
    assert named(package) == modules(package)


def test_the_stages_are_packages_with_a_map() -> None:
    assert {"publisher", "publisher/newsletter", "publisher/outbox/ledger", "publisher/web"} <= PACKAGES.keys()
