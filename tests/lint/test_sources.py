"""A finding stands on the line that its author looks for."""

from __future__ import annotations

from publisher.lint.sources import Sources
from tests.builders import a_library, a_note

DAY = [
    "2024-12-13",
    "https://arxiv.org/abs/1",
    "A note with a [link](http://a.example/) and",
    "[another](http://a.example/논문).",
    "https://arxiv.org/abs/2",
    "A second note, which names http://b.example/.",
]


def day_page() -> Sources:
    notes = [a_note(file="day.txt", line=2), a_note(file="day.txt", line=5, title="Second")]
    return Sources.of(a_library(*notes).entries, read={"day.txt": DAY}.__getitem__)


def test_an_address_is_found_where_the_note_names_it() -> None:
    assert day_page().line("day.txt", 2, "http://a.example/") == 3


def test_an_address_that_was_made_a_uri_is_found_in_letters() -> None:
    assert day_page().line("day.txt", 2, "http://a.example/%EB%85%BC%EB%AC%B8") == 4


def test_no_other_note_of_the_file_is_searched() -> None:
    sources = day_page()

    assert sources.line("day.txt", 2, "http://b.example/") == 2
    assert sources.line("day.txt", 5, "http://b.example/") == 6
    assert sources.line("day.txt", 5, "http://a.example/") == 5


def test_what_is_of_the_whole_note_stands_where_it_begins() -> None:
    assert day_page().line("day.txt", 5, "") == 5
