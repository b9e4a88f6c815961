"""Markdown with front matter: what its author names, and what is wrong with it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.formats.front_matter import has_front_matter, read_front_matter
from publisher.content.piece import Piece
from publisher.errors import Severity
from tests.content.reading import ENGLISH, KOREAN, KOREAN_AND_ENGLISH, SEOUL, a_source, commentary, languages

BODY = f"{KOREAN}\n\n<english>\n{ENGLISH}\n</english>"


def read(front: str, body: str = BODY, file: str = "note.md") -> Piece:
    return read_front_matter(a_source(f"---\n{front}\n---\n{body}", file), KOREAN_AND_ENGLISH, zone=SEOUL)


def test_every_key_is_read() -> None:
    note = read(
        "title: Bytes\ndate: 2024-12-13\nauthors: [Ada Lovelace, Alan Turing]\nurl: https://arxiv.org/abs/2412.00001\n"
        "abstract: We group bytes.\ntags: [llm, byte-model]\nupdated: 2024-12-20\nlanguages: [ko, en]"
    )

    assert (note.title, note.date, note.line) == ("Bytes", date(2024, 12, 13), 1)
    assert note.authors == ("Ada Lovelace", "Alan Turing")
    assert note.addresses == ("https://arxiv.org/abs/2412.00001",)
    assert note.tags == ("llm", "byte-model")
    assert note.updated == datetime(2024, 12, 20, tzinfo=SEOUL)
    assert (commentary(note, "ko"), commentary(note, "en")) == (KOREAN, ENGLISH)
    assert {edition.abstract for edition in note.editions} == {"We group bytes."}
    assert not note.problems
    assert not note.draft


def test_where_its_author_heard_of_it_is_one_address() -> None:
    assert read("via: https://news.example/item?id=1").via == "https://news.example/item?id=1"
    assert read("title: Bytes").via == ""


@pytest.mark.parametrize(
    "value", ["a friend", "[https://a.example/, https://b.example/]", "{a: b}", "ftp://a.example/"]
)
def test_where_its_author_heard_of_it_is_nothing_else(value: str) -> None:
    note = read(f"title: Bytes\nvia: {value}")

    assert note.refused
    assert [(problem.line, problem.message.partition(":")[0]) for problem in note.problems] == [(3, "via")]


@pytest.mark.parametrize(
    "value",
    ["2024-12-13", "'2024-12-13'", "2024년 12월 13일", "December 13, 2024", "2024. 12. 13.", "2024/12/13"],
)
def test_a_date_is_read_as_on_a_date_line(value: str) -> None:
    note = read(f"date: {value}")

    assert (note.date, note.moment) == (date(2024, 12, 13), None)


@pytest.mark.parametrize(
    "value",
    [
        "2024-12-13T09:30:00+09:00",
        "2024-12-13 09:30:00 +0900",
        "2024-12-13 9:30:00 +09:00",
        "2024-12-13t00:30:00.5Z",
        "2024-12-13 09:30",
        "2024-12-13T09:30:00",
    ],
)
def test_a_moment_is_read_in_its_zone_or_the_site_s(value: str) -> None:
    note = read(f"date: {value}")

    assert note.moment == datetime(2024, 12, 13, 0, 30, tzinfo=UTC)
    assert note.date == date(2024, 12, 13)


def test_the_date_of_a_moment_is_the_site_s() -> None:
    assert read("date: 2024-12-12T23:30:00Z").date == date(2024, 12, 13)


def test_the_file_s_name_dates_a_note_that_says_nothing() -> None:
    assert read("title: Bytes", file="241213 x.md").date == date(2024, 12, 13)


@pytest.mark.parametrize("tags", ["[llm, agent]", "llm, agent", "llm agent", '"#llm #agent"', "\n- llm\n- '#agent'"])
def test_tags_are_read_in_every_way_they_are_written(tags: str) -> None:
    assert read(f"tags: {tags}").tags == ("llm", "agent")


def test_a_tag_of_several_words_is_one_line() -> None:
    assert read('tags: ["state space\\nmodel", " #a  b "]').tags == ("state space model", "a b")


def test_tags_below_the_front_matter_are_added() -> None:
    assert read("tags: [llm]", f"{KOREAN} #agent #llm").tags == ("llm", "agent")


@pytest.mark.parametrize("value", ["1.0", "2024", "true", "null-ness", "0x10"])
def test_words_stay_as_they_are_spelt(value: str) -> None:
    note = read(f"title: {value}\ntags: [{value}]")

    assert note.title == value
    assert note.tags == (value,)


@pytest.mark.parametrize("key", ["tags", "date", "title", "authors", "url", "draft", "languages"])
@pytest.mark.parametrize("value", ["", " ~", " null"])
def test_a_key_that_is_set_to_nothing_says_nothing(key: str, value: str) -> None:
    note = read(f"{key}:{value}", file="241213 Bytes.md")

    assert not note.problems
    assert (note.title, note.date, note.tags) == ("Bytes", date(2024, 12, 13), ())


@pytest.mark.parametrize("line", ["author: Ada Lovelace", "authors: (Ada Lovelace)", "Authors: [Ada Lovelace]"])
def test_a_single_author_is_read(line: str) -> None:
    assert read(line).authors == ("Ada Lovelace",)


@pytest.mark.parametrize("draft", ["true", "yes", "True"])
def test_a_draft_is_known(draft: str) -> None:
    assert read(f"draft: {draft}").draft


def test_a_title_repeated_in_the_text_is_taken_off_and_another_is_not() -> None:
    repeated, other = read("title: Bytes", f"# Bytes\n\n{KOREAN}"), read("title: Bytes", f"# 배경\n\n{KOREAN}")

    assert commentary(repeated, "ko") == KOREAN
    assert commentary(other, "ko") == f"# 배경\n\n{KOREAN}"
    assert other.title == "Bytes"


def test_languages_named_are_the_ones_that_the_text_may_be_in() -> None:
    assert languages(read("languages: [ko]", f"{KOREAN}\n\n{ENGLISH}")) == ("ko",)
    assert languages(read("lang: en", "GPT-4")) == ("en",)


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        (
            "title: a\ndate: 2024-13-01",
            3,
            'date: expected a date such as 2024-12-13 or 2024년 12월 13일, got "2024-13-01"',
        ),
        ("title: a\ndate: soon", 3, 'got "soon"'),
        ("date: 2024-12-13T25:00:00", 2, 'got "2024-12-13T25:00:00"'),
        ("title: a\n\nurl: javascript:alert(1)", 4, "url: expected an address such as https://"),
        ("title: [a]", 2, "title: expected text"),
        ("tags: {a: b}", 2, "tags: expected a list of words"),
        ("tags: [[a], b]", 2, "tags: expected a list of words"),
        ("draft: perhaps", 2, "draft: "),
        ("title: a\nlanguages: [fr]", 3, 'languages: expected some of ko, en, got "fr"'),
        ("title: a\ntags: [a", 3, "front matter is not YAML"),
        ("title: Bytes: a study", 2, "front matter is not YAML"),
        ("- a\n- b", 2, "expected the form `title: …`"),
        ("title: a\n? [a, b]\n: c", 3, "expected words as keys"),
        ("tags: [a]\ndraft: true\nTags: [b]", 4, "front matter is not YAML: Tags is set twice"),
        ("just words", 2, "expected the form `title: …`"),
        ("a: &x [b]\nc: *x", 3, "without aliases"),
        ("date: !!timestamp foo", 2, "without aliases, tags"),
        ("a: !!python/object/apply:os.system [ls]", 2, "without aliases, tags"),
        ('title: "\\ud800"', 2, "front matter is not YAML"),
        ("a: " + "[" * 40, 2, "deep nesting"),
        ("a: " + "x" * 70_000, 2, "too long"),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_keeps_the_note_back(front: str, line: int, message: str) -> None:
    note = read(front)

    mistakes = [problem for problem in note.problems if problem.severity is Severity.MISTAKE]
    assert note.refused
    assert [problem.line for problem in mistakes] == [line]
    assert message in mistakes[0].message


def test_all_mistakes_are_told_together() -> None:
    note = read("title: [a]\ndate: soon\nurl: ftp://x\nlang: fr\nabstarct: x")

    assert [problem.line for problem in note.problems] == [2, 3, 4, 5, 6]


def test_front_matter_that_never_ends_is_told() -> None:
    note = read_front_matter(a_source("\n---\ntitle: a\n"), KOREAN_AND_ENGLISH, zone=SEOUL)

    assert note.refused
    assert [(problem.line, "never closed" in problem.message) for problem in note.problems] == [(2, True)]


def test_a_slip_of_the_pen_is_told_and_keys_of_others_are_not() -> None:
    note = read("titel: Bytes\nlayout: post\ncssclasses: [wide]")

    assert [(problem.line, problem.message) for problem in note.problems] == [
        (2, "unknown key 'titel', is 'title' meant?")
    ]
    assert not note.refused


def test_a_yaml_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    started = time.process_time()

    note = read(bomb)

    assert note.refused
    assert time.process_time() - started < 20


def test_what_follows_the_front_matter_is_read_as_in_the_vault() -> None:
    note = read(
        "date: 2024-12-13",
        f"https://arxiv.org/abs/2412.00001\n\n*Bytes* (Ada Lovelace, Alan Turing)\n\n> We group.\n\n{BODY}",
    )

    assert note.title == "Bytes"
    assert note.authors == ("Ada Lovelace", "Alan Turing")
    assert note.addresses == ("https://arxiv.org/abs/2412.00001",)
    assert {edition.abstract for edition in note.editions} == {"We group."}


def test_only_three_hyphens_open_front_matter() -> None:
    assert has_front_matter(a_source("\n\n---  \ntitle: a\n---"))
    assert not has_front_matter(a_source("----\n"))
    assert not has_front_matter(a_source("text\n---\n"))


_YAML: Any = st.text(alphabet="title: dateurs[]{}&*!|>'\"-#\n\t,?%@`~0129:éA", max_size=120) | st.text()


@given(front=_YAML)
def test_any_front_matter_is_read_or_told_within_the_file(front: str) -> None:
    from publisher.content.files.source import decode

    source, _ = decode("note.md", f"---\n{front}\n---\n{KOREAN}".encode(errors="surrogatepass"))
    assert source

    note = read_front_matter(source, KOREAN_AND_ENGLISH, zone=SEOUL)

    assert note.title
    assert all(problem.file == "note.md" and 1 <= problem.line <= len(source.lines) for problem in note.problems)
    assert not note.refused or note.problems


@pytest.mark.parametrize("front", ["date: 2024-13-99\n  more", "url: https://a.example/\n  b", "updated: |\n  x\n  y"])
def test_a_mistake_over_two_lines_is_told_on_one(front: str) -> None:
    (problem,) = read(f"title: Bytes\n{front}").problems

    assert problem.line == 3
    assert "\n" not in problem.message


def test_front_matter_in_toml_is_told_and_not_published_as_text() -> None:
    source = a_source("\n+++\ntitle = 'Bytes'\ndate = 2024-12-13\n+++\n한국어 글입니다.", "note.md")

    assert has_front_matter(source)
    note = read_front_matter(source, KOREAN_AND_ENGLISH, zone=SEOUL)
    assert note.refused
    assert [str(problem) for problem in note.problems] == [
        "note.md:2: expected front matter in YAML between lines of ---, got TOML between lines of +++"
    ]
