"""The library: every entry once for each language, newest first, found by language and by tag."""

from __future__ import annotations

from datetime import date

from publisher.content.tags import Combination, TagRules
from tests.builders import a_library, a_note, an_edition


def test_a_note_has_an_entry_in_each_of_its_languages() -> None:
    library = a_library(a_note(), a_note(file="b.md", editions=(an_edition("ko"),)))

    assert [entry.language for entry in library.of("ko")] == ["ko", "ko"]
    assert len(library.of("en")) == 1
    assert library.of("en")[0].languages == ("ko", "en")


def test_entries_stand_newest_first() -> None:
    days = [date(2024, 12, day) for day in (12, 14, 13)]

    library = a_library(*(a_note(file=f"{day}.md", date=day) for day in days))

    assert [entry.date.day for entry in library.of("ko")] == [14, 13, 12]


def test_the_first_note_of_a_page_is_its_newest() -> None:
    library = a_library(a_note(line=2, title="First"), a_note(line=9, title="Second"))

    assert [entry.line for entry in library.of("ko")] == [2, 9]


def test_a_shelf_holds_the_entries_of_a_tag_however_it_is_spelt() -> None:
    library = a_library(
        a_note(file="a.md", tags=("object_detection",)),
        a_note(file="b.md", tags=("Object-Detection", "object_detection")),
        a_note(file="c.md", tags=("llm",)),
    )

    assert [entry.file for entry in library.of("ko", "object-detection")] == ["a.md", "b.md"]
    assert [tag.slug for tag in library.tags_of("ko")] == ["llm", "object-detection"]


def test_a_hidden_tag_is_nowhere() -> None:
    library = a_library(a_note(tags=("private", "llm")), rules=TagRules(hidden=frozenset({"private"})))

    assert [tag.slug for tag in library.tags] == ["llm"]
    assert library.of("ko", "private") == ()
    assert [tag.slug for tag in library.entries[0].tags] == ["llm"]


def test_an_aliased_tag_is_found_under_its_new_name() -> None:
    library = a_library(a_note(tags=("textgen",)), rules=TagRules(aliases={"textgen": "text-generation"}))

    assert len(library.of("ko", "text-generation")) == 1
    assert library.of("ko", "textgen") == ()


def test_a_permalink_is_an_anchor_on_the_day_of_publication() -> None:
    entry = a_library(a_note(date=date(2024, 12, 13))).of("ko")[0]

    assert entry.path == f"ko/2024/12/13/#{entry.anchor}"
    assert entry.anchor == "2024-12-13-note-0"


def test_entries_speak_in_the_time_zone_of_the_site() -> None:
    entry = a_library().of("ko")[0]

    assert entry.published.isoformat().endswith("+09:00")


def test_a_combination_holds_each_entry_of_its_tags_once() -> None:
    efficient = Combination(name="efficient", slugs=("quantization", "distillation"))
    library = a_library(
        a_note(file="a.md", tags=("quantization", "distillation")),
        a_note(file="b.md", tags=("llm",)),
        a_note(file="c.md", tags=("distil",)),
        rules=TagRules(aliases={"distil": "distillation"}, combinations=(efficient,)),
    )

    assert [entry.file for entry in library.of("ko", efficient.shelf)] == ["a.md", "c.md"]
