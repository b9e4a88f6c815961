"""The words of templates: overridden by name, refused where a template would stumble over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.configured import mistakes, settings


def test_strings_are_overridden_by_name(tmp_path: Path) -> None:
    text = """
        address = "https://notes.example/"
        title = "Notes"
        [languages.en.strings]
        abstract = "Summary"
    """

    strings = settings(tmp_path, text).site.language("en").strings

    assert strings("abstract") == "Summary"


def test_a_string_that_no_template_asks_for_is_told(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """
        address = "https://notes.example/"
        title = "Notes"
        [languages.en.strings]
        abstrakt = "Summary"
        abstract = "Summary of {paper}"
        """,
    )

    assert found == [
        "publisher.toml:4: unknown key languages.en.strings.abstrakt, is abstract meant?",
        "publisher.toml:5: languages.en.strings.abstract: nothing fills {paper}",
    ]


def test_a_language_without_words_of_ours_speaks_english(tmp_path: Path) -> None:
    text = """
        address = "https://notes.example/"
        title = "Notes"
        [languages.ja]
        title = "ノート"
        [languages.ja.strings]
        abstract = "要旨"
    """

    strings = settings(tmp_path, text).site.language("ja").strings

    assert strings("abstract") == "要旨"
    assert strings("feed_paper") == "Paper"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('abstract = "{"', "expected {{ and }} for braces that are meant as such"),
        ('abstract = "{count}"', "nothing fills {count}"),
        ('abstract = {one = "a", other = "b"}', "expected one text, got a table of plural forms"),
        ('mail_notes = {one = "a"}', "the plural form other is missing"),
        ('mail_notes = {onee = "a", other = "b"}', "unknown plural form onee"),
        ('mail_notes = "{count:>999999999}"', "expected {count} and nothing else between the braces"),
        ('mail_notes = "{count.__class__}"', "nothing fills {count.__class__}"),
        ("abstract = 5", "expected a text, or a table with a text for each plural form"),
    ],
)
def test_words_that_a_template_would_stumble_over_are_told(tmp_path: Path, words: str, told: str) -> None:
    head = 'address = "https://notes.example/"\ntitle = "Notes"\n'
    in_the_configuration = mistakes(tmp_path, f"{head}[languages.en.strings]\n{words}\n")
    (tmp_path / "templates/strings").mkdir(parents=True)
    (tmp_path / "templates/strings/en.toml").write_text(f"{words}\n", "utf-8")

    in_a_file = mistakes(tmp_path, f'{head}languages = ["en"]\n')

    assert [told in one[0] and len(one) for one in (in_the_configuration, in_a_file)] == [1, 1]
    assert in_a_file[0].startswith("templates/strings/en.toml:1: ")


def test_a_site_may_have_strings_for_templates_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "templates/strings").mkdir(parents=True)
    (tmp_path / "templates/strings/en.toml").write_text('mine = "Mine"\n', "utf-8")

    assert settings(tmp_path).site.language("en").strings("mine") == "Mine"
