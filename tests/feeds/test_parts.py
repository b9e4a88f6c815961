"""Feeds taken apart: what was put in comes out, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.feeds.rss import RSS
from tests.feeds.builders import a_head, an_item
from tests.feeds.test_formats import HOSTILE, every_format

ITEM = an_item()
HEAD = a_head()


@every_format
@given(titles=st.lists(HOSTILE, max_size=4), feed_title=HOSTILE)
def test_the_parts_of_a_feed_are_what_it_was_made_of(feed_format: Format, titles: list[str], feed_title: str) -> None:
    items = [
        replace(
            ITEM, id=f"tag:notes.example,2024:{number}", title=title, updated=ITEM.updated + timedelta(hours=number)
        )
        for number, title in enumerate(titles)
    ]
    forms = [feed_format.serialise(item) for item in items]

    parts = feed_format.take_apart(feed_format.assemble(replace(HEAD, title=feed_title), forms))

    assert parts.title == feed_title
    assert [part.form for part in parts.parts] == forms
    assert [(part.id, part.published, part.updated) for part in parts.parts] == [
        (item.id, item.published, item.updated) for item in items
    ]


@every_format
@pytest.mark.parametrize("content", [b"", b"<feed>", b"{}", b"not a feed"])
def test_what_is_no_feed_of_ours_is_refused(feed_format: Format, content: bytes) -> None:
    with pytest.raises(ValueError, match="expected a feed of this program"):
        feed_format.take_apart(content)


@pytest.mark.parametrize("feed_format", [ATOM, RSS])
def test_an_entry_that_says_too_little_is_refused(feed_format: Format) -> None:
    whole = feed_format.assemble(HEAD, [feed_format.serialise(ITEM)])

    with pytest.raises(ValueError, match="expected a feed of this program"):
        feed_format.take_apart(whole.replace(b"published>", b"other>").replace(b"pubDate>", b"other>"))


def test_every_format_is_taken_apart() -> None:
    assert all(one.take_apart(one.assemble(HEAD, [])).parts == () for one in FORMATS)
