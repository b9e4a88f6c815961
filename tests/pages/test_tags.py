"""Lists of tags."""

from __future__ import annotations

import pytest

from publisher.pages.tags import busiest, initial, tag_list, tag_rows
from tests.builders import a_library, a_note, an_edition
from tests.pages.builders import a_page, texts


@pytest.mark.parametrize(
    ("label", "letter"),
    [
        ("llm", "L"),
        ("Émile", "E"),
        ("강화학습", "ㄱ"),
        ("힣", "ㅎ"),
        ("3d", "#"),
        ("🙂", "#"),
        ("<b>", "#"),
        ("Ж", "Ж"),
    ],
)
def test_a_tag_is_looked_up_under_its_initial(label: str, letter: str) -> None:
    assert initial(label) == letter


def test_initials_stand_in_order_with_signs_first() -> None:
    library = a_library(a_note(tags=("언어", "llm", "3d", "agent", "추론", "éclair", "embedding")))

    letters = tag_list(tag_rows(library, ("ko",))).common

    assert [letter.initial for letter in letters] == ["#", "A", "E", "L", "ㅇ", "ㅊ"]
    assert [row.tag.label for row in letters[2].rows] == ["embedding", "éclair"]


def test_the_busiest_tags_keep_their_order() -> None:
    library = a_library(a_note(tags=("a", "b", "c")), a_note(tags=("b", "c")), a_note(tags=("c",)))

    rows = busiest(tag_rows(library, ("ko",)), 2)

    assert [row.tag.label for row in rows] == ["b", "c"]


def test_the_page_of_all_tags_lists_those_of_its_language() -> None:
    only_korean = a_note(tags=("언어",), editions=(an_edition("ko"),))

    korean = a_page([only_korean, a_note()], "ko/tags/index.html")
    english = a_page([only_korean, a_note()], "en/tags/index.html")

    assert texts(korean, "//main//li[@data-tag]") == ["tokenizer 1 2024-12-13", "언어 1 2024-12-13"]
    assert texts(english, "//main//li[@data-tag]") == ["tokenizer 1 2024-12-13"]
    assert english.xpath("//main//li[@data-tag]/a/@href") == ["../../en/tags/tokenizer/"]


def test_an_initial_leads_to_its_tags() -> None:
    page = a_page([a_note(tags=("언어", "llm", "3d"))], "ko/tags/index.html")

    initials = page.xpath("//nav[@class='initials']//a")

    assert [(link.text, link.get("href")) for link in initials] == [
        ("#", "#initial-%23"),
        ("L", "#initial-L"),
        ("ㅇ", "#initial-%E3%85%87"),
    ]
    assert page.xpath("//section[@data-letter]/@id") == ["initial-#", "initial-L", "initial-ㅇ"]


def test_tags_that_share_an_initial_have_nothing_to_jump_to() -> None:
    page = a_page([a_note(tags=("llm", "language"))], "ko/tags/index.html")

    assert page.xpath("//nav[@class='initials']") == []
