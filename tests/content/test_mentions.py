"""The names of pictures that a note should have beside it."""

from __future__ import annotations

import pytest

from publisher.content.mentions import mentioned
from publisher.content.piece import Piece
from tests.builders import an_edition


def names(*commentaries: str, image: str = "") -> tuple[str, ...]:
    editions = tuple(an_edition("ko", commentary=commentary) for commentary in commentaries)
    return mentioned(Piece(file="a.md", date=None, title="", editions=editions, image=image))


@pytest.mark.parametrize(
    ("commentary", "expected"),
    [
        ("![a](x.png) and ![](../y.jpg 'title')", ("x.png", "../y.jpg")),
        ("![a]( <x y.png>)", ("x y.png",)),
        ("![a](fig(1).png)", ("fig(1).png",)),
        ("![[x.png]] ![[folder/y.JPG|300]] ![[z.webp|words]]", ("x.png", "folder/y.JPG", "z.webp")),
        ("![[A note]] [[x.png]] [x](x.png)", ()),
        ("![a](https://a.example/x.png) ![a](<HTTP://a.example/y.png>)", ()),
        ("`![a](x.png)` ![](y.png)", ("y.png",)),
        ("``![a](x.png) ` ![b](y.png)`` ![](z.png)", ("z.png",)),
        ("```\n![a](x.png)\n``\n```\n![](z.png)", ("z.png",)),
        ("a ` alone and ![](x.png)", ("x.png",)),
        ("`` two, ` one: ![](x.png)", ("x.png",)),
    ],
)
def test_names_are_found_outside_of_code(commentary: str, expected: tuple[str, ...]) -> None:
    assert names(commentary) == expected


def test_each_name_is_told_once_that_of_front_matter_first() -> None:
    assert names("![](a.png)", "![](b.png) ![](a.png)", image="b.png") == ("b.png", "a.png")


@pytest.mark.parametrize(
    "text", ["![" * 100_000, "![](" * 50_000, "![[" * 50_000, "`![](a" * 50_000, "![](a" + "(" * 90_000]
)
def test_a_hostile_text_ends(text: str) -> None:
    assert len(names(text)) <= 1
