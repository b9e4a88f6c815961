"""Author lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.words.people import closing, opening, split_authors


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("(Ada Lovelace, Alan Turing)", ("Ada Lovelace", "Alan Turing")),
        ("(The Byte team, Ada Lovelace)", ("The Byte team", "Ada Lovelace")),
        ("(Ada Lovelace and Alan Turing)", ("Ada Lovelace", "Alan Turing")),
        ("(Ada Lovelace, Alan Turing, and Kurt Gödel)", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("(Ada Lovelace (MIT, Boston), Alan Turing)", ("Ada Lovelace (MIT, Boston)", "Alan Turing")),
        ("(A B (C (D, E), F), G H)", ("A B (C (D, E), F)", "G H")),
        ("(Byte Team: Ada Lovelace, Alan Turing)", ("Byte Team", "Ada Lovelace", "Alan Turing")),
        ("(Smith, Jr., Ada Lovelace)", ("Smith, Jr.", "Ada Lovelace")),
        ("(University of Foo and Bar, Ada)", ("University of Foo and Bar", "Ada")),
        (r"(S\'ebastien Foo, Mikołaj Bar)", ("Sébastien Foo", "Mikołaj Bar")),
        ("(Ada Lovelace*, Alan Turing†)", ("Ada Lovelace", "Alan Turing")),
        ("(Wei Wang, Ada Lovelace, Wei Wang)", ("Wei Wang", "Ada Lovelace", "Wei Wang")),
        ("（홍길동、김철수）", ("홍길동", "김철수")),
        ("(Ada Lovelace; Alan Turing)", ("Ada Lovelace", "Alan Turing")),
        ("(Ada Lovelace, , Alan Turing,)", ("Ada Lovelace", "Alan Turing")),
        ("(Byte Lab, :, Ada Lovelace)", ("Byte Lab", "Ada Lovelace")),
        ("Ada Lovelace, Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("(Ada\n  Lovelace,\nAlan Turing)", ("Ada Lovelace", "Alan Turing")),
        ("(Ada Lovelace, Alan Turing (additional authors not shown))", ("Ada Lovelace", "Alan Turing")),
        ("(Ada Lovelace, Alan Turing et al. (63 additional authors not shown))", ("Ada Lovelace", "Alan Turing")),
        ("(Ada Lovelace et al.)", ("Ada Lovelace",)),
        ("()", ()),
        ("", ()),
    ],
)
def test_a_list_of_authors_is_split_into_names(source: str, names: tuple[str, ...]) -> None:
    assert split_authors(source) == names


@pytest.mark.parametrize(
    "source", ["(Ada Lovelace, Alan Turing", "(Ada Lovelace, Alan Turing))", "Ada Lovelace, Alan Turing"]
)
def test_a_parenthesis_too_many_or_too_few_changes_no_name(source: str) -> None:
    assert split_authors(source) == ("Ada Lovelace", "Alan Turing")


def test_a_parenthesis_that_a_name_never_closes_hides_no_other_name() -> None:
    assert len(split_authors("(Ada Lovelace (MIT, Alan Turing, Kurt Gödel)")) == 3


def test_two_thousand_letters_of_nested_names_are_read() -> None:
    source = "(" + ", ".join(f"Author{chr(97 + n % 26)} Name (Lab (of {n}), City)" for n in range(60)) + ")"

    names = split_authors(source)

    assert len(source) > 2000
    assert len(names) == 60


def test_parentheses_find_their_partners() -> None:
    assert closing("(a (b) c) d (e)") == 8
    assert opening("(a) b (c (d) e)") == 6
    assert closing("((a)") == -1
    assert opening("(a))") == -1
    assert opening("a") == -1


@given(names=st.lists(st.from_regex(r"[A-Z][a-z]{1,9} [A-Z][a-z]{2,9}", fullmatch=True), max_size=40))
def test_plain_names_are_read_back(names: list[str]) -> None:
    assert split_authors(f"({', '.join(names)})") == tuple(names)


@given(source=st.text(alphabet="(),[]{}: and&A가\n\\'$", max_size=200) | st.text())
def test_any_text_gives_names_that_say_something(source: str) -> None:
    assert all(any(map(str.isalnum, name)) for name in split_authors(source))
