"""A whole -> its beginning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.rendering.excerpt import lead, summary

FILLER = "It goes on for a while with nothing that matters to anybody who reads it here today. " * 6


def a_sentence(length: int, end: str = ".") -> str:
    return f"{'Word ' * (length // 5)}"[: length - 1].rstrip() + end


def test_a_short_abstract_is_its_own_lead() -> None:
    assert lead("Short. And whole.") == "Short. And whole."


def test_a_lead_ends_with_the_sentence_that_ends_nearest_to_240_characters() -> None:
    first, second, third = a_sentence(150), a_sentence(100), a_sentence(200)

    assert lead(f"{first} {second} {third}") == f"{first} {second}"


@pytest.mark.parametrize(
    "middle",
    [
        "as in e.g. This one",
        "i.e. That one",
        "by Kim et al. (2020) and Lee et al. Their work",
        "by 4.5 points, v. 2.0",
        "of J. Smith and D. E. Knuth",
        "in Fig. 2 and Eq. (3)",
        "vs. GPT",
        "in the U.S. Senate",
        "see https://a.example/b. html",
        "of version 3. beta",
    ],
)
def test_no_stop_inside_a_sentence_ends_it(middle: str) -> None:
    before = "word " * 40

    assert lead(f"{before}{middle} and so on. {FILLER}") == f"{before}{middle} and so on."


@pytest.mark.parametrize(
    "span", ["$x. Y$", "`a. B`", "[a. B](https://c.example)", "[[a. B]]", "**a. B**", r"\emph{a. B}", "*Why? Because*"]
)
def test_no_formula_code_link_or_emphasis_is_cut(span: str) -> None:
    before = "word " * 40

    assert lead(f"{before}{span} ends. {FILLER}") == f"{before}{span} ends."


@pytest.mark.parametrize("end", [".", "!", "?", '."', ".)", "다.", "。", "？"])
def test_a_sentence_ends_in_many_ways(end: str) -> None:
    first = a_sentence(238, end)

    assert lead(f"{first} 다음 문장은 여기서 시작한다. {FILLER}".replace("。 ", "。")) == first


def test_a_paragraph_ends_a_sentence() -> None:
    assert lead(f"{'word ' * 45}\n\n{FILLER}") == ("word " * 45).rstrip()


def test_the_number_of_a_list_ends_no_sentence() -> None:
    text = f"{a_sentence(100)}\n\n1. First. {'word ' * 30}\n2. Second {FILLER}"

    assert not lead(text).endswith(("1.", "2."))


def test_a_sentence_without_end_is_cut_after_a_word() -> None:
    assert lead("word " * 300) == f"{('word ' * 48).rstrip()}…"


def test_a_formula_without_end_is_not_cut() -> None:
    formula = f"${'x+' * 300}x$"

    assert lead(f"Let {formula} be") == "Let…"


@given(st.text(st.sampled_from("aB .!?$`*[]()\\{}\n。가"), max_size=2_000))
def test_a_lead_is_the_beginning(source: str) -> None:
    beginning = lead(source)

    assert source.startswith((beginning, beginning.removesuffix("…")))
    assert len(beginning) <= 480 or beginning == source


@given(st.text())
def test_a_summary_is_one_line_of_at_most_300_characters(text: str) -> None:
    line = summary(text * 20)

    assert len(line) <= 300
    assert line == " ".join(line.split())


def test_a_long_summary_ends_after_a_word() -> None:
    line = summary("가나다라마 " * 100)

    assert line.endswith("가나다라마…")
    assert 290 <= len(line) <= 300


def test_a_summary_does_not_end_inside_parentheses() -> None:
    assert (
        summary("단어 " * 90 + "(https://a.example/b, https://a.example/c, https://d.example/e)")
        == "단어 " * 89 + "단어…"
    )


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert summary("漢字" * 300) == f"{'漢字' * 149}漢…"
