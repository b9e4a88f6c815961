"""A publication with one good note, the program run on it, and readers that say whether its feeds are sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from publisher.cli import main

CONFIGURATION = """address = "https://notes.example/"
title = "Notes"
time_zone = "Asia/Seoul"
languages = ["ko", "en"]
"""
GOOD = """2024-12-13
A good paper
(Ada Lovelace)
We study papers.
좋은 논문입니다.
A good one.
#good
"""
NOW = "1735000000"  # 2024-12-24 in Seoul


def a_vault_note(**parts: str) -> str:
    """A note whose every part is sound but those that a test names."""
    told = {
        "title": "*A title* (Bob)",
        "abstract": "We study.",
        "ko": "한국어 글입니다.",
        "en": "English.",
        "tags": "#x",
        **parts,
    }
    return (
        f"https://arxiv.org/abs/2412.00009\n\n{told['title']}\n\n> {told['abstract']}\n\n{told['ko']}\n\n"
        f"<english>\n{told['en']}\n</english>\n\n{told['tags']}\n"
    )


class Site:
    """A folder with a publication, and commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def run(self, *arguments: str, **environment: str) -> Result:
        # Anything but SystemExit is a traceback to its user: let the test fail with it.
        return CliRunner().invoke(
            main, list(arguments), env={"SOURCE_DATE_EPOCH": NOW, **environment}, catch_exceptions=False
        )

    def files(self, folder: str = "feeds") -> dict[str, bytes]:
        root = self.folder / folder
        return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}

    def titles(self, channel: str = "ko") -> set[str]:
        return {entry.title for entry in feedparser.parse(self.files()[f"{channel}/atom.xml"]).entries}

    def entry(self, title: str, channel: str = "ko") -> Any:
        return next(one for one in feedparser.parse(self.files()[f"{channel}/atom.xml"]).entries if one.title == title)


def expect_sound(files: dict[str, bytes]) -> None:
    """Every feed is well-formed, and a strict reader finds no fault in it."""
    assert files
    for path, content in files.items():
        if path.endswith((".xml", ".opml")):
            etree.fromstring(content)
        if path.endswith(".xml"):
            assert not feedparser.parse(content).bozo, path
        if path.endswith(".json"):
            json.loads(content)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site(tmp_path)
    made.write("publisher.toml", CONFIGURATION)
    made.write("content/2024-12-13.txt", GOOD)
    monkeypatch.chdir(tmp_path)
    return made
