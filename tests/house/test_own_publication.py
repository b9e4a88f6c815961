"""The feeds of this repository are those that its own content makes."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from publisher.config import Settings, read
from publisher.pipeline import build, check, digest
from publisher.register.guard import Policy

ROOT = Path(__file__).parents[2]
FIRST = date(2024, 12, 13)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def copy(tmp_path: Path) -> Settings:
    """The publication as it is committed, to build in."""
    for name in ("publisher.toml", "register.jsonl"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("content", "feeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return read(tmp_path / "publisher.toml")


def test_building_it_again_finds_no_difference(copy: Settings) -> None:
    register = copy.paths.register.read_bytes()

    built = build(copy, now=NOW, policy=Policy(locked=True), strict=True)

    assert (built.changes.written, built.changes.removed) == ((), ())
    assert copy.paths.register.read_bytes() == register


def test_it_has_no_mistakes_and_leaves_nothing_out(copy: Settings) -> None:
    assert check(copy, now=NOW).problems == ()


def test_it_holds_the_three_papers_of_its_first_day(copy: Settings) -> None:
    library = check(copy, now=NOW).library

    assert library
    for language in ("ko", "en"):
        seed = {
            entry.title: tuple(tag.slug for tag in entry.tags) for entry in library.of(language) if entry.date == FIRST
        }
        assert seed == {
            "Phi-4 Technical Report": ("llm", "synthetic-data"),
            "Byte Latent Transformer: Patches Scale Better Than Tokens": ("tokenizer",),
            "Large Concept Models: Language Modeling in a Sentence Representation Space": ("embedding", "llm"),
        }


def test_its_notes_span_three_weeks_in_both_languages_and_all_formats(copy: Settings) -> None:
    counted = check(copy, now=NOW).census

    endings = Counter(file.suffix for file in copy.paths.content.rglob("*") if file.is_file())
    assert counted.notes >= 8
    assert len(counted.weeks) >= 3
    assert min(counted.languages.values()) >= 8
    assert endings[".txt"] >= 1
    assert endings[".md"] >= 2


def test_its_newest_newsletter_comes_in_both_languages(copy: Settings) -> None:
    made = digest(copy, now=NOW, week=None, languages=(), tags=())

    assert made is not None
    assert {path.name.split(".")[1] for path in made.written} == {"ko", "en"}
