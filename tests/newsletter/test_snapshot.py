"""A frozen issue makes the letters that the issue itself makes, to the last byte."""

from __future__ import annotations

import zlib
from itertools import combinations

import pytest

from publisher.errors import PublisherError
from publisher.newsletter import Addressee
from publisher.newsletter.letter import letter
from publisher.newsletter.snapshot import freeze, thaw
from tests.builders import a_note
from tests.newsletter.builders import KEY, pieces_of

NOTES = (
    a_note(title="One", tags=("llm", "tokenizer"), addresses=("https://arxiv.org/abs/2412.00001",)),
    a_note(title="Two", tags=("강화학습",), addresses=("https://arxiv.org/abs/2412.00002",)),
    a_note(title="Three", tags=(), addresses=("https://arxiv.org/abs/2412.00003",)),
)
ADA = Addressee(
    email="ada@example.org", id="1", unsubscribe="https://notes.example/u/1", choose="https://notes.example/p"
)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_was_frozen_makes_the_same_letters(language: str) -> None:
    pieces = pieces_of(*NOTES, language=language)

    thawed = thaw(freeze(pieces))

    assert freeze(thawed) == freeze(pieces)
    tags = ("llm", "tokenizer", "강화학습", "other")
    for choice in (chosen for number in range(5) for chosen in combinations(tags, number)):
        assert letter(thawed, choice, ADA, key=KEY) == letter(pieces, choice, ADA, key=KEY)


def test_an_issue_frozen_in_a_shape_that_is_not_known_is_refused() -> None:
    content = freeze(pieces_of(*NOTES))

    of_others = zlib.compress(zlib.decompress(content).replace(b"boundary", b"boundaty"))
    for strange in (b"", b"x" + content, content[:-5], of_others):
        with pytest.raises(PublisherError, match="this issue was begun by another version of publisher"):
            thaw(strange)
