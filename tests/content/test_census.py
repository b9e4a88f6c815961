"""Counts of what was read, before anything is left out."""

from __future__ import annotations

from pathlib import Path

from publisher.content.census import count
from publisher.content.tags import TagRules
from tests.content.reading import ENGLISH, KOREAN, read_folder, write


def test_drafts_empty_and_undated_notes_are_counted(tmp_path: Path) -> None:
    files = {
        "241213 a.md": f"{KOREAN}\n\n{ENGLISH}\n\n#llm #LLM",
        "241216 b.md": f"---\ndraft: true\n---\n{KOREAN} #object_detection",
        "241216 c.md": "",
        "d.md": f"{ENGLISH} #object-detection #agents",
    }

    census = count(
        read_folder(write(tmp_path, files)).pieces,
        languages=("ko", "en", "de"),
        rules=TagRules(aliases={"agents": "agent"}),
    )

    assert (census.notes, census.dated) == (4, 3)
    assert census.languages == {"ko": 2, "en": 2, "de": 0}
    assert list(census.tags.items()) == [("object-detection", 2), ("agent", 1), ("llm", 1)]
    assert list(census.weeks.items()) == [("2024-W50", 1), ("2024-W51", 2)]


def test_a_tag_of_nothing_but_separators_is_none(tmp_path: Path) -> None:
    reading = read_folder(write(tmp_path, {"241216 a.md": f'---\ntags: ["-", llm]\n---\n{KOREAN}'}))

    assert count(reading.pieces, languages=("ko",), rules=TagRules()).tags == {"llm": 1}


def test_nothing_is_counted_as_nothing() -> None:
    census = count((), languages=("ko",), rules=TagRules())

    assert (census.notes, census.dated, census.languages, census.tags, census.weeks) == (0, 0, {"ko": 0}, {}, {})
