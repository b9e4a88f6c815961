"""From a library to files."""

from __future__ import annotations

from typing import Any

from publisher import theme
from publisher.file import File
from publisher.newsletter.digest import digest
from tests.builders import a_library, a_note, a_site, an_edition
from tests.newsletter.builders import W50, a_newsletter, an_article


def files(*notes: Any, **fields: Any) -> tuple[File, ...]:
    proofs = digest(
        a_library(*notes),
        W50,
        site=a_site(),
        newsletter=a_newsletter(),
        articles=an_article,
        environment=theme.environment(),
        **{"languages": ("ko", "en"), **fields},
    )
    return tuple(file for proof in proofs for file in proof.files)


def test_each_language_has_a_page_a_text_and_a_message() -> None:
    assert [file.path for file in files()] == [
        "2024-W50.ko.html", "2024-W50.ko.txt", "2024-W50.ko.eml",
        "2024-W50.en.html", "2024-W50.en.txt", "2024-W50.en.eml",
    ]  # fmt: skip


def test_a_language_without_entries_has_no_files() -> None:
    made = files(a_note(editions=(an_edition("en"),)))

    assert {file.path.split(".")[1] for file in made} == {"en"}


def test_an_issue_of_tags_has_them_in_its_name() -> None:
    made = files(a_note(tags=("강화학습", "llm")), languages=("ko",), tags=("llm", "강화학습"))

    assert [file.path for file in made] == [f"2024-W50.ko.llm+강화학습.{kind}" for kind in ("html", "txt", "eml")]


def test_an_empty_week_has_no_files() -> None:
    assert files(tags=("vision",)) == ()


def test_two_runs_make_the_same_bytes() -> None:
    assert files() == files()
