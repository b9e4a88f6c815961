"""Titles and names with LaTeX in them -> plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.words.latex import plain

LATEX_ISH = st.text(st.sampled_from("$\\{}^_~%#&\"'`abcivHost0 9é가"), max_size=60)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"na\"ive", "naïve"),
        (r"\'Etude", "Étude"),
        (r"\v{a}", "ǎ"),
        (r"K{\"o}nig", "König"),
        (r"K\"{o}nig", "König"),
        (r"Mart\'{\i}n", "Martín"),
        (r"Mart\'\i{}n", "Martín"),
        (r"Stra\ss e", "Straße"),
        (r"S{\o}ren", "Søren"),
        (r"{\L}ukasz", "Łukasz"),
        (r"\L ukasz", "Łukasz"),
        (r"Fran\c{c}ois", "François"),
        (r"Ho{\v c}evar", "Hočevar"),
        (r"T\~ao", "Tão"),
    ],
)
def test_accents_become_letters(source: str, expected: str) -> None:
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("From $r$ to $Q^*$", "From r to Q^*"),
        (r"$\mu$P", "μP"),
        (r"$\mathcal{O}(n^2)$ attention", "𝒪(n²) attention"),
        (r"Complete$^{(d)}$P", "Complete⁽ᵈ⁾P"),
        (r"$2^{18}$ codes, $x_i$ and $W_{QK}$", "2¹⁸ codes, xᵢ and W_QK"),
        (r"$\approx 50\%$ and $\approx 50%$", "≈ 50% and ≈ 50%"),
        (r"$\mathtt{Name}$ and $\textbf{Name}$", "Name and Name"),
        (r"2$\unicode{x2013}$3", "2–3"),
        (r"256$\times$256", "256×256"),
        (r"$\frac{a+b}{2}$", "(a+b)/2"),
        (r"$x_\text{max}$", "xₘₐₓ"),
    ],
)
def test_formulas_become_unicode(source: str, expected: str) -> None:
    assert plain(source) == expected


def test_scripts_without_small_letters_keep_their_sign() -> None:
    assert plain("$x^*$, $x^{a*b}$, $y_{rec}$, $z_Q$") == "x^*, x^(a*b), y_rec, z_Q"


@pytest.mark.parametrize(
    "source",
    [
        "50% of data",
        "C# and F#, R&D, snake_case, x^2, {braces}, 10~20",
        "$5 and $6",
        "between $5 and $6, or US$7",
        r"C:\new\data \lambda \foo{bar}",
        r"\"Hello\" to all",
        "``quoted''",
        "a -- b",
        "바이트 단위 모델",
    ],
)
def test_what_is_not_latex_stays(source: str) -> None:
    assert plain(source) == source


@pytest.mark.parametrize("formula", [r"\foo{x}", "x^", r"\begin{cases}a\end{cases}", r"\unicode{x8}", "}{", r"\frac"])
def test_a_formula_that_cannot_be_converted_is_shown_as_written(formula: str) -> None:
    assert plain(f"a ${formula}$ b") == f"a {formula} b"


def test_styles_escapes_and_links_leave_their_words() -> None:
    source = r"\textbf{Big \emph{models}} at 7\% \& \href{https://a.example}{\texttt{code}}"

    assert plain(source) == "Big models at 7% & code"


@given(st.text() | LATEX_ISH)
def test_any_text_becomes_some_text(source: str) -> None:
    assert isinstance(plain(source), str)


@given(st.text(st.characters(exclude_characters="$\\")))
def test_a_text_without_latex_is_never_touched(source: str) -> None:
    assert plain(source) == source
