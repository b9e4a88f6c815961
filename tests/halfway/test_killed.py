"""A build that is killed at any moment: each file is an old one or a new one, and the next build ends what it began."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest

from publisher.output.manifest import FILE_NAME as MANIFEST
from publisher.output.staging import FOLDER_NAME as STAGING
from tests.cli.conftest import Publication
from tests.house.checkout import ROOT, files

OLD = """2024-12-13
A paper on bytes
(Ada Lovelace)
바이트를 다룹니다.
#gone #kept
"""
NEW = """2024-12-13
A paper on bytes
(Ada Lovelace)
바이트를 다시 다룹니다.
#kept
A paper on words
(Grace Hopper)
단어를 다룹니다.
#new
"""
CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
languages = ["ko"]
"""
PINNED = {"SOURCE_DATE_EPOCH": "1735000000"}


class Deaths:
    """A publication, built once or never, then changed; and what became of it by each build that was killed."""

    def __init__(self, folder: Path) -> None:
        self.before = contents(folder / "before")
        self.whole = contents(folder / "whole")
        count = len(list(folder.glob("killed-*")))
        self.killed = [contents(folder / f"killed-{step}") for step in range(1, count + 1)]
        self.mended = [folder / f"mended-{step}" for step in range(1, count + 1)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in files(folder)}


def published(content: dict[str, bytes]) -> dict[str, bytes]:
    """What readers may be shown of it."""
    ours = (f"feeds/{STAGING}/", f"feeds/{MANIFEST}")
    return {path: text for path, text in content.items() if path.startswith("feeds/") and not path.startswith(ours)}


def registered(content: dict[str, bytes]) -> set[str]:
    return {json.loads(line)["id"] for line in content.get("register.jsonl", b"").splitlines()}


@pytest.fixture(scope="module", params=["first", "later"])
def deaths(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Deaths:
    """Of the first build of all, or of one that changes, adds and removes."""
    folder = tmp_path_factory.mktemp("deaths")
    publication = Publication(folder / "before")
    publication.write("publisher.toml", CONFIGURATION)
    publication.write("content/2024-12-13.txt", OLD)
    if request.param == "later":
        run("publisher", "build", cwd=publication.folder)
        publication.write("feeds/ko/tags/gone/mine.txt", "mine")
        publication.write("content/2024-12-13.txt", NEW)
    publication.write("feeds/CNAME", "notes.example")
    run("tests.halfway.killing", str(folder), cwd=ROOT)
    return Deaths(folder)


def run(module: str, *arguments: str, cwd: Path) -> None:
    environment = os.environ | PINNED | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=cwd, env=environment, umask=0o077, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip


def test_every_moment_was_tried(deaths: Deaths) -> None:
    changed = published(deaths.whole).items() ^ published(deaths.before).items()

    assert len(deaths.killed) > 2 * len({path for path, _ in changed})


def test_every_file_is_an_old_one_or_a_new_one_and_whole(deaths: Deaths) -> None:
    old, new = published(deaths.before), published(deaths.whole)

    for killed in map(published, deaths.killed):
        assert killed.items() <= old.items() | new.items()
        assert old.keys() & new.keys() <= killed.keys()


def test_nothing_is_published_that_the_register_does_not_hold(deaths: Deaths) -> None:
    for killed in deaths.killed:
        feeds = [text for path, text in published(killed).items() if path.endswith("atom.xml") and "weekly" not in path]
        ids = {entry.id.removesuffix("/ko") for feed in feeds for entry in feedparser.parse(feed).entries}
        assert ids <= registered(killed)


def test_the_register_is_the_old_one_or_the_new_one(deaths: Deaths) -> None:
    found = {killed.get("register.jsonl") for killed in deaths.killed}

    assert found == {deaths.before.get("register.jsonl"), deaths.whole["register.jsonl"]}


def test_what_others_put_there_stays(deaths: Deaths) -> None:
    made_by_us = ("feeds/", "register.jsonl", ".register.jsonl")
    foreign = {path: text for path, text in deaths.before.items() if not path.startswith(made_by_us)}
    foreign |= {path: text for path, text in deaths.before.items() if path.endswith(("CNAME", "mine.txt"))}

    for killed in deaths.killed:
        assert foreign.items() <= killed.items()


def test_the_next_build_ends_what_was_begun_and_leaves_no_trace(deaths: Deaths) -> None:
    for mended in deaths.mended:
        assert contents(mended) == deaths.whole


def test_folders_may_be_entered_whenever_their_maker_died(deaths: Deaths) -> None:
    modes = {path.stat().st_mode & 0o777 for mended in deaths.mended for path in (mended / "feeds").glob("**/")}

    assert modes == {0o755}
