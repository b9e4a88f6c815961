"""All feeds together: which files there are, what is shared, what decides their bytes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from publisher.content.library import Entry
from publisher.content.rendering.article import Article, Rendering
from publisher.content.tags import TagRules
from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS, widest
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.publish import feeds
from publisher.feeds.rss import RSS
from publisher.feeds.size import FeedSize
from tests.builders import a_library, a_note, a_site, an_edition
from tests.feeds.builders import ENVIRONMENT, a_shelf, an_article, contents, publish
from tests.feeds.reader import read


class Counting:
    """Articles that count how often each entry is asked for."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def __call__(self, entry: Entry) -> Article:
        self.asked[entry.id] += 1
        return an_article(entry)


def test_every_channel_has_a_file_in_each_format() -> None:
    files = publish(a_library(a_note(tags=("강화학습",))))

    folders = ("ko/", "ko/weekly/", "ko/tags/강화학습/", "en/", "en/weekly/", "en/tags/강화학습/")
    names = [feed_format.file_name for feed_format in FORMATS]
    assert [file.path for file in files] == [
        *(folder + name for folder in folders for name in names),
        "feed.css",
        "feeds.opml",
    ]


@pytest.mark.parametrize(
    "formats", [(ATOM,), (RSS, JSON_FEED), (JSON_FEED,)], ids=lambda formats: "+".join(one.key for one in formats)
)
def test_only_the_formats_that_are_asked_for_are_written(formats: tuple[Format, ...]) -> None:
    library = a_library(a_note(tags=("llm",)))

    files = contents(library, formats=formats)

    everything = contents(library)
    folders = ("ko/", "ko/weekly/", "ko/tags/llm/", "en/", "en/weekly/", "en/tags/llm/")
    names = {folder + feed_format.file_name for folder in folders for feed_format in formats}
    assert files.keys() - {"feed.css", "feeds.opml"} == names
    for feed_format in formats:
        path = f"ko/{feed_format.file_name}"
        assert read(feed_format, files[path]).entries == read(feed_format, everything[path]).entries


def test_a_feed_names_itself_and_only_formats_that_are_written() -> None:
    files = contents(a_library(), formats=(ATOM,))

    assert b'href="https://notes.example/ko/atom.xml"' in files["ko/atom.xml"]
    assert b"rss.xml" not in files["ko/atom.xml"]
    assert b"feed.json" not in files["ko/atom.xml"]


def test_bytes_of_formats_that_are_not_written_take_no_room() -> None:
    library = a_shelf(*(a_note(editions=(an_edition("ko", commentary="<" * 400),)) for _ in range(30)))
    size = FeedSize(entries=30, bytes=60_000)

    alone, together = (
        read(JSON_FEED, contents(library, size=size, formats=formats)["ko/feed.json"]).entries
        for formats in ((JSON_FEED,), FORMATS)
    )

    assert len(alone) > len(together)


def test_mail_leads_to_formats_that_any_reader_takes() -> None:
    assert widest(FORMATS) == (ATOM, RSS)
    assert widest((RSS, JSON_FEED)) == (RSS,)
    assert widest((JSON_FEED,)) == (JSON_FEED,)


def test_an_entry_is_rendered_once_for_all_its_channels() -> None:
    articles = Counting()

    publish(a_library(a_note(tags=("llm", "tokenizer", "embedding"))), {}, articles=articles)

    assert set(articles.asked.values()) == {1}
    assert len(articles.asked) == 2


def test_entries_that_no_feed_shows_are_not_rendered() -> None:
    articles = Counting()
    library = a_shelf(*(a_note(editions=(an_edition("ko"),)) for _ in range(30)))

    publish(library, {}, articles=articles, size=FeedSize(entries=5, days=0))

    assert len(articles.asked) == 5


def test_entries_beyond_the_bytes_are_not_rendered() -> None:
    rendered = []
    library = a_shelf(*(a_note(editions=(an_edition("ko", commentary="x" * 1000),)) for _ in range(30)))

    def articles(entry: Entry) -> Article:
        article = an_article(entry)

        def render() -> Rendering:
            rendered.append(entry.id)
            return article.render()

        return replace(article, render=render)

    contents(library, past={}, articles=articles, size=FeedSize(bytes=10_000))

    assert 0 < len(set(rendered)) < 10


def test_feeds_are_made_one_by_one() -> None:
    articles = Counting()
    library = a_library(a_note())

    first = next(
        feeds(
            library,
            {},
            site=a_site(),
            rules=TagRules(),
            articles=articles,
            formats=FORMATS,
            size=FeedSize(),
            environment=ENVIRONMENT,
        )
    )

    assert first.path == "ko/atom.xml"
    assert list(articles.asked) == [library.of("ko")[0].id]


def test_an_entry_has_the_same_bytes_in_every_channel() -> None:
    library = a_library(a_note(tags=("llm", "tokenizer")))

    files = contents(library)

    entries = {
        files[f"ko/{folder}atom.xml"].partition(b"<entry>")[2] for folder in ("", "tags/llm/", "tags/tokenizer/")
    }
    assert len(entries) == 1


def test_an_aliased_tag_keeps_its_old_feeds() -> None:
    rules = TagRules(aliases={"c++": "tokenizer"})

    files = contents(a_library(), rules=rules)

    for name in (feed_format.file_name for feed_format in FORMATS):
        assert files[f"ko/tags/c++/{name}"] == files[f"ko/tags/tokenizer/{name}"]
    assert b"<id>tag:notes.example,2024:ko/tags/tokenizer</id>" in files["ko/tags/c++/atom.xml"]
    assert b'"feed_url": "https://notes.example/ko/tags/tokenizer/feed.json"' in files["ko/tags/c++/feed.json"]


def test_an_alias_of_a_tag_without_entries_has_no_feed() -> None:
    rules = TagRules(aliases={"bpe": "vanished"})

    files = contents(a_library(), rules=rules)

    assert "ko/tags/bpe/atom.xml" not in files


def test_a_feed_is_as_new_as_its_newest_change() -> None:
    library = a_shelf(a_note(), a_note())
    newest = max(entry.updated for entry in library.entries)

    content = contents(library)["ko/atom.xml"]

    head = content.partition(b"<entry>")[0]
    assert f"<updated>{newest.isoformat()}</updated>".encode() in head


def test_an_empty_feed_is_as_new_as_the_library() -> None:
    library = a_library(a_note(editions=(an_edition("en"),)))

    assert b"<updated>2024-12-13T00:00:00+09:00</updated>" in contents(library)["ko/atom.xml"]


def test_a_single_entry_may_pass_the_limit() -> None:
    library = a_shelf(a_note(editions=(an_edition("ko", commentary="x" * 5000),)), a_note())

    content = contents(library, size=FeedSize(bytes=1))["ko/atom.xml"]

    assert [entry.id for entry in read(ATOM, content).entries] == [library.of("ko")[0].id]


def test_every_format_shows_the_same_entries() -> None:
    library = a_shelf(*(a_note(editions=(an_edition("ko", commentary="가 & 나 " * 200),)) for _ in range(40)))

    files = contents(library, size=FeedSize(entries=40, bytes=60_000))

    held = {
        tuple(entry.id for entry in read(feed_format, files["ko/" + feed_format.file_name]).entries)
        for feed_format in FORMATS
    }
    assert len(held) == 1


def test_a_week_with_many_entries_is_held_whole() -> None:
    library = a_shelf(*(a_note(editions=(an_edition("ko"),)) for _ in range(50)))

    content = contents(library)["ko/atom.xml"]

    assert len(read(ATOM, content).entries) == 50


def test_old_entries_beyond_the_count_have_left() -> None:
    library = a_shelf(*(a_note(editions=(an_edition("ko"),)) for _ in range(30)))

    held = read(ATOM, contents(library, size=FeedSize(entries=20, days=0))["ko/atom.xml"]).entries

    assert [entry.id for entry in held] == [entry.id for entry in library.of("ko")[:20]]
