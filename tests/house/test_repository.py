"""The files of the repository: pinned, and the same on every machine."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.checkout import ROOT, copy_to, files

LISTS = sorted((ROOT / "requirements").glob("*.in"))
REGISTRY = re.compile(
    rb"py(?:pi\.org|thonhosted\.org)|registry\.npmjs|(?m:^\s*(?:-i|--(?:extra-)?index-url|--find-links)\b)"
)


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Package -> its version and how many hashes it has, of a list in requirements/."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", re.sub(r"(?m)^ *#.*\n", "", text))
    return {
        _name(block.partition("==")[0]): (block.split()[0].partition("==")[2], block.count("--hash="))
        for block in blocks
    }


def _name(spelling: str) -> str:
    return re.sub(r"[-_.]+", "-", spelling).lower()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to(tmp_path_factory.mktemp("house") / "checkout")


def test_no_file_names_a_registry(repository: Path) -> None:
    naming = [path for path in files(repository) if REGISTRY.search(path.read_bytes())]

    assert naming == []


def test_no_file_names_a_path_of_this_machine(repository: Path) -> None:
    here = re.compile(re.escape(bytes(ROOT)) + rb"(?!\w)")

    naming = [path for path in files(repository) if here.search(path.read_bytes())]

    assert naming == []


@pytest.mark.parametrize("name", ["build.txt", "runtime.txt", "dev.txt", "bench.txt"])
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    unpinned = [package for package, (version, hashes) in pins(name).items() if not version or not hashes]

    assert pins(name)
    assert unpinned == []


def test_every_package_of_npm_is_pinned_with_its_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "requirements" / "node" / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert set(packages) >= {f"node_modules/{name}" for name in lock["packages"][""]["devDependencies"]}
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_what_the_project_depends_on_is_pinned_as_it_asks() -> None:
    asked = [
        Requirement(line) for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    ]

    pinned = pins("runtime.txt")

    assert [str(one) for one in asked if not one.specifier.contains(pinned[_name(one.name)][0])] == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_what_a_list_asks_for_is_pinned_as_it_asks(path: Path) -> None:
    asked = [Requirement(line) for line in path.read_text().splitlines() if not line.startswith(("#", "-c"))]

    pinned = pins(path.with_suffix(".txt").name)

    assert asked
    assert [str(one) for one in asked if not one.specifier.contains(pinned[_name(one.name)][0])] == []


def test_one_package_has_one_version_in_all_lists() -> None:
    versions: dict[str, set[str]] = {}
    for name in ("build.txt", "runtime.txt", "dev.txt", "bench.txt"):
        for package, (version, _) in pins(name).items():
            versions.setdefault(package, set()).add(version)

    assert {package: found for package, found in versions.items() if len(found) > 1} == {}
