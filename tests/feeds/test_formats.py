"""What every format promises: a reader finds in it what went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from publisher.content.library import Library
from publisher.content.rendering.article import articles
from publisher.content.tags import Tag
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.feeds.size import FeedSize
from publisher.site import Person, Site
from tests.builders import SEOUL, a_library, a_note, a_site, a_tag, an_edition, an_entry
from tests.feeds.builders import a_head, a_shelf, an_item, contents
from tests.feeds.reader import ReadEntry, ReadFeed, read, texts_of, xhtml_of

every_format = pytest.mark.parametrize("feed_format", FORMATS, ids=lambda feed_format: feed_format.name)

# Every character that XML can hold: the loader lets no others in.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)
HOSTILE = st.one_of(
    TEXT.filter(str.strip),
    st.sampled_from(
        [
            "]]>",
            "<script>alert(1)</script>",
            "AT&T &amp; &lt;b&gt;",
            "\"quoted\" and 'quoted'",
            "\U0001d4b3 ∈ \u211d 🤗",
            "</entry></feed>",
            "</item></channel></rss>",
            '"}]}',
            "<!-- -- >",
            "<?xml version='1.0'?>",
            "<![CDATA[",
            "C++",
            "강화학습",
            "가" * 5000,
            "x" * 5000,
        ]
    ),
)


ITEM = an_item()
HEAD = a_head()


def read_back(library: Library, feed_format: Format, folder: str = "ko/", site: Site | None = None) -> ReadFeed:
    return read(feed_format, contents(library, site=site or a_site())[folder + feed_format.file_name])


def read_entry(feed_format: Format, **fields: object) -> ReadEntry:
    """One entry, written and read back."""
    library = a_library()
    entry = an_entry(**fields)
    library = replace(library, entries=(entry,), tags=(), shelves={(entry.language, ""): (entry,)})
    return read_back(library, feed_format, folder=f"{entry.language}/").entries[0]


@every_format
def test_entries_are_read_as_they_went_in(feed_format: Format) -> None:
    published = datetime(2024, 12, 13, 7, 30, tzinfo=SEOUL)

    entry = read_entry(
        feed_format,
        id="tag:notes.example,2024-12-13:2412.00001/ko",
        title="Byte Models: A Study",
        authors=("Ada Lovelace", "Alan Turing"),
        tags=(a_tag("tokenizer"), a_tag("강화학습"), a_tag("C++")),
        published=published,
        updated=published + timedelta(days=3),
        commentary="바이트 모델입니다.",
    )

    assert entry.id == "tag:notes.example,2024-12-13:2412.00001/ko"
    assert entry.title == "Byte Models: A Study"
    assert entry.authors == ("Ada Lovelace", "Alan Turing")
    assert entry.tags == ("tokenizer", "강화학습", "C++")
    assert entry.published == published
    assert entry.updated == published + timedelta(days=3)
    assert entry.address == "https://notes.example/ko/2024/12/13/#2024-12-13-2412.00001"
    assert entry.summary == "바이트 모델입니다."
    assert "<p>바이트 모델입니다.</p>" in entry.content


@every_format
def test_dates_are_told_in_the_zone_of_the_site(feed_format: Format) -> None:
    entry = read_entry(feed_format, published=datetime(2024, 12, 13, 0, 0, 1, tzinfo=SEOUL))

    assert entry.published.isoformat() == "2024-12-13T00:00:01+09:00"
    assert entry.updated.utcoffset() == timedelta(hours=9)


@every_format
def test_a_channel_tells_what_it_is(feed_format: Format) -> None:
    feed = read_back(a_library(), feed_format, "ko/tags/tokenizer/")

    assert feed.title == "논문 노트 · tokenizer"
    assert feed.subtitle == "하루에 한 편"
    assert feed.language == "ko"
    assert feed.page == "https://notes.example/ko/tags/tokenizer/"
    assert feed.own_address == f"https://notes.example/ko/tags/tokenizer/{feed_format.file_name}"
    assert feed.authors == ("Ada Example",)


@every_format
def test_entries_stand_newest_first(feed_format: Format) -> None:
    library = a_shelf(a_note(title="a"), a_note(title="b"), a_note(title="c"))

    feed = read_back(library, feed_format)

    assert [entry.id for entry in feed.entries] == [entry.id for entry in library.of("ko")]


@every_format
def test_languages_do_not_mix(feed_format: Format) -> None:
    library = a_library(
        a_note(
            editions=(
                an_edition("ko", title="한국어 제목", commentary="한국어"),
                an_edition("en", title="English title", commentary="English"),
            )
        )
    )

    titles = {code: read_back(library, feed_format, f"{code}/").entries[0].title for code in ("ko", "en")}

    assert titles == {"ko": "한국어 제목", "en": "English title"}


@every_format
def test_a_tag_that_is_missing_in_a_language_has_no_feed_there(feed_format: Format) -> None:
    library = a_library(a_note(tags=("llm",), editions=(an_edition("en"),)))

    paths = contents(library)

    assert f"en/tags/llm/{feed_format.file_name}" in paths
    assert f"ko/tags/llm/{feed_format.file_name}" not in paths


@every_format
def test_a_language_without_entries_has_a_feed_all_the_same(feed_format: Format) -> None:
    library = a_library(a_note(editions=(an_edition("en"),)))

    feed = read_back(library, feed_format)

    assert feed.title == "논문 노트"
    assert feed.entries == ()


@every_format
def test_a_publication_without_notes_has_feeds_all_the_same(feed_format: Format) -> None:
    library = Library(entries=(), tags=(), shelves={})

    feed = read_back(library, feed_format)

    assert feed.entries == ()


@every_format
def test_a_note_without_authors_is_by_those_who_publish(feed_format: Format) -> None:
    assert read_entry(feed_format, authors=()).authors == ("Ada Example",)


@every_format
def test_a_note_without_a_title_is_called_by_its_date(feed_format: Format) -> None:
    assert read_entry(feed_format, title=" ").title == "2024년 12월 13일"


@every_format
@given(title=HOSTILE, author=HOSTILE, label=HOSTILE, summary=HOSTILE)
def test_any_text_is_read_as_it_was_written(
    feed_format: Format, title: str, author: str, label: str, summary: str
) -> None:
    tag = Tag(slug="tag", label=label)
    content = f"<p>{escape(summary)}</p>"
    item = replace(ITEM, title=title, authors=(Person(name=author),), tags=(tag,), summary=summary, content=content)

    feed = feed_format.assemble(replace(HEAD, title=title), [feed_format.serialise(item)])

    assert {title, author, label} <= texts_of(feed)
    assert content in texts_of(feed) or summary in xhtml_of(feed)
    assert summary in texts_of(feed) | {unescape(text) for text in texts_of(feed)}


@every_format
def test_a_thousand_authors_are_all_named(feed_format: Format) -> None:
    authors = tuple(f"Author {number}" for number in range(1000))

    assert read_entry(feed_format, authors=authors).authors == authors


@every_format
def test_a_person_may_have_a_page(feed_format: Format) -> None:
    site = a_site(authors=(Person(name="Ada", uri="https://ada.example/"),))

    content = contents(a_library(a_note(authors=())), site=site)["ko/" + feed_format.file_name]

    assert read(feed_format, content).authors == ("Ada",)


@every_format
def test_serialising_twice_gives_the_same_bytes(feed_format: Format) -> None:
    assert feed_format.serialise(an_item()) == feed_format.serialise(an_item())


@every_format
def test_an_early_date_is_one_that_feeds_can_write(feed_format: Format) -> None:
    moment = datetime(1900, 1, 1, tzinfo=SEOUL)

    entry = read_entry(feed_format, published=moment, updated=moment)

    assert entry.published == moment.astimezone(UTC)


@every_format
def test_a_feed_is_cut_where_its_bytes_end(feed_format: Format) -> None:
    notes = [
        a_note(title=f"Note {number}", editions=(an_edition("ko", commentary="가" * 3000),)) for number in range(40)
    ]
    library = a_shelf(*notes)

    files = contents(library, size=FeedSize(entries=40, bytes=100_000))

    held = read(feed_format, files["ko/" + feed_format.file_name]).entries
    assert len(files["ko/" + feed_format.file_name]) <= 100_000
    assert 3 < len(held) < 40
    assert [entry.id for entry in held] == [entry.id for entry in library.of("ko")[: len(held)]]


@every_format
def test_formulas_are_as_readable_as_in_mail(feed_format: Format) -> None:
    source = r"집합 $\{x_*\}_{i=1}^n$ 과 $\alpha < \beta$ 입니다."
    library = a_library(a_note(editions=(an_edition("ko", commentary=source),)))

    (entry,) = read_back_rendered(library, feed_format).entries

    shown = html.fragment_fromstring(entry.content)
    formula = "{x<sub>*</sub>}<sub>i=1</sub><sup>n</sup>"
    assert f"<p>집합 {formula} 과 α &lt; β 입니다.</p>" in html.tostring(shown, encoding="unicode")
    assert "집합 {x_*}ᵢ₌₁ⁿ 과 α < β 입니다." in entry.summary
    assert "\\" not in entry.content + entry.summary


def read_back_rendered(library: Library, feed_format: Format) -> ReadFeed:
    """A feed of entries that are rendered as a build renders them."""
    site = a_site()
    return read(feed_format, contents(library, articles=articles(library, site))["ko/" + feed_format.file_name])


@every_format
def test_a_reader_opens_an_entry_in_the_feeds_own_language(feed_format: Format) -> None:
    for code in ("ko", "en"):
        feed = read_back(a_library(), feed_format, f"{code}/")

        assert feed.page == f"https://notes.example/{code}/"
        assert feed.entries[0].address.startswith(f"https://notes.example/{code}/2024/")
