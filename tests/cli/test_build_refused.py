"""`publisher build` where something is wrong: what there was stays, and the reason is told."""

from __future__ import annotations

import shutil

import feedparser
import pytest

from publisher.output import alone_in
from tests.cli.conftest import CONFIGURATION, DAY_PAGE, Publication


def test_a_foreign_file_in_the_output_survives(publication: Publication) -> None:
    publication.run("build")
    foreign = publication.write("feeds/ko/tags/tokenizer/mine.txt", "kept")
    publication.write("content/2024-12-13.txt", DAY_PAGE.replace("#tokenizer", "#bytes"))

    publication.run("build")

    assert foreign.read_text() == "kept"


def test_an_empty_content_never_empties_full_feeds(publication: Publication) -> None:
    publication.run("build")
    before = publication.files()
    shutil.rmtree(publication.folder / "content")
    missing = publication.run("build")
    (publication.folder / "content").mkdir()

    empty = publication.run("build")

    assert missing.exit_code == empty.exit_code == 1
    assert "expected a folder of notes" in missing.stderr
    assert "--allow-empty" in empty.stderr
    assert publication.files() == before


def test_allow_empty_means_it(publication: Publication) -> None:
    publication.run("build")
    shutil.rmtree(publication.folder / "content")
    (publication.folder / "content").mkdir()

    result = publication.run("build", "--allow-empty")

    assert result.exit_code == 0
    assert "ko/tags/tokenizer/atom.xml" not in publication.files()
    assert feedparser.parse(publication.files()["ko/atom.xml"]).entries == []


def test_strict_publishes_nothing_when_there_is_a_mistake(publication: Publication) -> None:
    publication.write("content/2024-13-01.txt", "2024년 13월 1일\nA title\n글.\n#tag\n")

    result = publication.run("build", "--strict")

    assert result.exit_code == 1
    assert result.stderr == (
        'content/2024-13-01.txt:1: expected a date such as 2024-12-13 or 2024년 12월 13일, got "2024년 13월 1일"\n'
        "This build changed nothing.\n"
    )
    assert not (publication.folder / "feeds").exists()
    assert not (publication.folder / "register.jsonl").exists()


def test_without_strict_a_mistake_is_told_and_the_rest_published(publication: Publication) -> None:
    publication.write("content/2024-13-01.txt", "2024년 13월 1일\nA title\n글.\n#tag\n")

    result = publication.run("build")

    assert result.exit_code == 0
    assert "content/2024-13-01.txt:1:" in result.stderr
    assert "ko/atom.xml" in publication.files()


def test_locked_refuses_a_note_that_is_not_registered(publication: Publication) -> None:
    publication.run("build")
    publication.write("content/241223 New.md", "새 글입니다.\n\n#llm\n")

    result = publication.run("build", "--locked")

    assert result.exit_code == 1
    assert "content/241223 New.md:1:" in result.stderr


def test_a_lost_register_is_refused_until_it_is_meant(publication: Publication) -> None:
    publication.run("build")
    (publication.folder / "register.jsonl").unlink()

    refused = publication.run("build")
    meant = publication.run("build", "--new-register")

    assert refused.exit_code == 1
    assert "--new-register" in refused.stderr
    assert meant.exit_code == 0


def test_an_emptied_register_is_refused_too(publication: Publication) -> None:
    publication.run("build")
    publication.write("register.jsonl", "")

    refused = publication.run("build")

    assert refused.exit_code == 1
    assert "--new-register" in refused.stderr


def test_a_lost_register_is_refused_without_pages_too(publication: Publication) -> None:
    publication.write("publisher.toml", f"{CONFIGURATION}\n[pages]\npublish = false\n")
    publication.run("build")
    (publication.folder / "register.jsonl").unlink()

    refused = publication.run("build")

    assert refused.exit_code == 1
    assert "--new-register" in refused.stderr


def test_a_template_of_the_site_cannot_break_a_feed(publication: Publication) -> None:
    publication.write("templates/feeds/entry.html", "<p>{{ entry.title }}\x01 ]]></p>")

    result = publication.run("build")

    assert result.exit_code == 0, result.stderr
    for path, content in publication.files().items():
        if path.endswith(".xml"):
            assert not feedparser.parse(content).bozo, path


def test_a_template_that_fails_names_its_line_and_changes_nothing(publication: Publication) -> None:
    publication.run("build")
    before = publication.files()
    publication.write("templates/feeds/entry.html", "<p>\n{{ nothing.here }}</p>")
    publication.write("templates/pages/day.html", "{% if %}")

    result = publication.run("build")

    assert result.exit_code == 1
    told, how_things_stand = result.stderr.splitlines()
    assert told.endswith("templates/feeds/entry.html:2: 'nothing' is undefined")
    assert how_things_stand == "This build changed nothing."
    assert publication.files() == before


def test_a_broken_configuration_is_told_in_lines(publication: Publication) -> None:
    publication.write("publisher.toml", 'address = "nowhere"\ntitle = "Notes"\nlanguage = ["ko"]\n')

    result = publication.run("build")

    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "publisher.toml",
        "publisher.toml:1",
        "publisher.toml:3",
    ]


def test_wrong_usage_ends_with_2(publication: Publication) -> None:
    assert publication.run("build", "--nonsense").exit_code == 2
    assert publication.run("nonsense").exit_code == 2


@pytest.mark.parametrize("option", ["--config", "--content", "--output", "--templates", "--register"])
def test_an_empty_path_is_wrong_usage_and_not_the_current_folder(publication: Publication, option: str) -> None:
    assert publication.run("build", option, "").exit_code == 2


def test_a_folder_of_templates_that_is_named_has_to_be_there(publication: Publication) -> None:
    assert publication.run("build", "--templates", "nowhere").exit_code == 2


def test_a_register_inside_the_web_root_is_refused(publication: Publication) -> None:
    result = publication.run("build", "--register", "feeds/register.jsonl")

    assert result.exit_code == 1
    assert "expected a place outside the web root" in result.stderr


def test_a_file_with_thousands_of_problems_is_told_in_few_lines(publication: Publication) -> None:
    publication.write("content/241219 Many.md", "글.\n\n</english>\n\n</korean>\n\n" * 3000)

    lines = publication.run("build").stderr.splitlines()

    assert 1 < len(lines) < 250
    assert any(line.startswith("content/241219 Many.md: and ") for line in lines)


def test_one_build_at_a_time(publication: Publication) -> None:
    with alone_in(publication.folder):
        result = publication.run("build")

    assert result.exit_code == 1
    assert "another build is at work here" in result.stderr
    assert not (publication.folder / "feeds").exists()
