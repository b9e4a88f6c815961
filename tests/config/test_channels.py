"""Channels of several tags, and archives: what may be asked for, and what cannot be."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from publisher.feeds.size import Archives
from tests.config.configured import LEAST, mistakes, settings


def test_a_channel_brings_tags_together(tmp_path: Path) -> None:
    text = f"""{LEAST}
    [tags.aliases]
    distil = "distillation"
    [channels.efficient]
    tags = ["Quantization", "distil", "distillation"]
    title = {{ ko = "효율" }}
    [channels.reading]
    tags = ["llm"]
    title = "What I read"
    """

    efficient, reading = settings(tmp_path, text).tags.combinations

    assert (efficient.name, efficient.slugs) == ("efficient", ("quantization", "distillation"))
    assert [efficient.title(code) for code in ("ko", "en")] == ["효율", "efficient"]
    assert [reading.title(code) for code in ("ko", "en")] == ["What I read", "What I read"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            '[channels.a]\ntags = ["llm", "secret"]',
            '7: channels.a.tags: expected tags that are shown, "secret" is hidden',
        ),
        ('[channels.a]\ntags = ["old"]', '7: channels.a.tags: expected tags that are shown, "old" is hidden'),
        (
            "[channels.a]\ntags = []",
            '7: channels.a.tags: expected tags such as ["quantization", "distillation"], got []',
        ),
        ('[channels.a]\ntags = ["-"]', '7: channels.a.tags: expected tags such as ["quantization"'),
        ("[channels.a]", "6: channels.a.tags is missing"),
        ('[channels.a]\ntags = ["llm"]\ntitle = { de = "x" }', "channels.a.title: expected some of ko, en, got de"),
        (
            '[channels.a]\ntags = ["llm"]\ntitle = 5',
            "8: channels.a.title: expected a text, or a table with a text for each language, got 5",
        ),
        (
            '[channels.a]\ntags = ["llm"]\ntitle = { ko = 5 }',
            "8: channels.a.title: expected a text, or a table with a text for each language, got {'ko': 5}",
        ),
        ('[channels.a]\ntags = ["llm"]\ntitel = "x"', "8: unknown key channels.a.titel, is title meant?"),
        ('[channels."../x"]\ntags = ["llm"]', "channels: expected a name of lower-case letters, digits and hyphens"),
        ('[channels.Efficient]\ntags = ["llm"]', 'digits and hyphens, got "Efficient"'),
        ('[channels."index.html"]\ntags = ["llm"]', 'digits and hyphens, got "index.html"'),
    ],
)
def test_a_channel_that_cannot_be_is_told(tmp_path: Path, lines: str, told: str) -> None:
    hidden = 'tags = { hidden = ["secret"], aliases = { old = "secret" } }'
    text = f"{dedent(LEAST)}{hidden}\n\n{lines}\n"

    found = mistakes(tmp_path, text)

    assert len(found) == 1
    assert told in found[0]


def test_archives_are_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    assert settings(tmp_path).archives is Archives.NONE
    assert settings(tmp_path, f'{LEAST}\n    [feeds]\n    archives = "languages"\n').archives is Archives.LANGUAGES


def test_archives_of_nothing_known_are_told(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, f'{LEAST}\n    [feeds]\n    archives = "tags"\n')

    assert told == "publisher.toml:6: feeds.archives: expected 'none', 'languages' or 'all', got 'tags'"


def test_archives_that_no_feed_would_lead_to_are_told(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, f'{LEAST}\n    [feeds]\n    archives = "all"\n    formats = ["rss", "json"]\n')

    assert told == (
        'publisher.toml:6: feeds.archives: expected "atom" among feeds.formats: archive documents are written in it'
    )
