"""`publisher check`: every mistake, what there is, and nothing written."""

from __future__ import annotations

from tests.cli.conftest import Publication


def test_it_counts_what_was_read(publication: Publication) -> None:
    counted = publication.json("check")

    assert counted == {
        "notes": 3,
        "dated": 3,
        "languages": {"ko": 3, "en": 3},
        "tags": {"llm": 2, "embedding": 1, "tokenizer": 1},
        "weeks": {"2024-W50": 2, "2024-W51": 1},
        "entries": {"en": 3, "ko": 3},
        "problems": [],
    }


def test_it_counts_what_is_left_out_too(publication: Publication) -> None:
    publication.write("content/No date.md", "날짜가 없는 글입니다. #llm\n")
    publication.write("content/241219 Draft.md", "*A draft* (Ada Lovelace)\n\n> Nothing said yet.\n")

    counted = publication.json("check")

    assert (counted["notes"], counted["dated"], counted["languages"]["ko"], counted["tags"]["llm"]) == (5, 4, 4, 3)
    assert [(told["file"], told["severity"]) for told in counted["problems"]] == [
        ("content/241219 Draft.md", "left out"),
        ("content/No date.md", "left out"),
    ]


def test_what_is_left_out_is_no_mistake(publication: Publication) -> None:
    publication.write("content/No date.md", "날짜가 없는 글입니다.\n")

    assert publication.run("check").exit_code == 0


def test_a_mistake_ends_it_with_1(publication: Publication) -> None:
    publication.write("content/a.md", "---\ndate: someday\n---\n글.\n")

    result = publication.run("check")

    assert result.exit_code == 1
    assert "content/a.md:2: date: expected a date such as 2024-12-13" in result.stderr
    assert 'got "someday"' in result.stderr


def test_it_writes_nothing(publication: Publication) -> None:
    before = publication.files(".")

    publication.run("check")

    assert publication.files(".") == before


def test_it_says_where_a_build_would_stop(publication: Publication) -> None:
    publication.run("build")
    (publication.folder / "content/2024-12-13.txt").unlink()

    result = publication.run("check")

    assert result.exit_code == 1
    assert "--allow-gone" in result.stderr


def test_its_summary_is_for_people(publication: Publication) -> None:
    result = publication.run("check")

    assert result.stdout.splitlines() == [
        "3 notes read, 3 dated",
        "With commentary: ko 3, en 3",
        "To publish: 6 entries (en 3, ko 3)",
        "3 tags: llm 2  embedding 1  tokenizer 1",
        "2 weeks: 2024-W50 2  2024-W51 1",
        "0 mistakes, 0 left out, 0 notices",
    ]
