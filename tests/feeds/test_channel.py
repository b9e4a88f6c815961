"""Which channels there are, what they are called, and what they hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from publisher.content.channel import Channel, channels, former_folders, translations
from publisher.content.library import Entry
from publisher.content.tags import Combination, TagRules
from publisher.feeds.size import FeedSize, candidates
from tests.builders import SEOUL, a_language, a_library, a_note, a_site, a_tag, an_edition, an_entry


def entries_of(*days: int) -> list[Entry]:
    """One entry for each: published so many days before the newest."""
    noon = datetime(2024, 12, 13, 12, tzinfo=SEOUL)
    return [an_entry(published=noon - timedelta(days=ago)) for ago in days]


def test_each_language_comes_first_then_its_weeks_and_then_its_tags() -> None:
    library = a_library(
        a_note(tags=("llm",)), a_note(tags=("tokenizer",), editions=(an_edition("en"),), date=date(2024, 12, 12))
    )

    found = channels(library, a_site())

    assert [channel.folder for channel in found] == [
        *("ko/", "ko/weekly/", "ko/tags/llm/"),
        *("en/", "en/weekly/", "en/tags/llm/", "en/tags/tokenizer/"),
    ]


def test_a_language_without_entries_is_a_channel_too() -> None:
    library = a_library(a_note(editions=(an_edition("en"),)))

    found = channels(library, a_site())

    assert Channel(language="ko") in found


def test_titles_name_the_tag() -> None:
    channel = Channel(language="ko", tag=a_tag("강화학습"))

    assert channel.title(a_site()) == "논문 노트 · 강화학습"


def test_languages_that_share_a_title_are_told_apart() -> None:
    site = a_site(languages=(a_language("ko", title="Notes"), a_language("en", title="Notes")))

    titles = [channel.title(site) for channel in channels(a_library(), site)]

    assert titles == [
        *("Notes (한국어)", "Notes (한국어) · 주간", "Notes (한국어) · tokenizer"),
        *("Notes (English)", "Notes (English) · Weekly", "Notes (English) · tokenizer"),
    ]


def test_each_channel_has_an_id_of_its_own() -> None:
    site = a_site()

    ids = [
        Channel(language="ko").id(site),
        Channel(language="en").id(site),
        Channel(language="ko", tag=a_tag("C++")).id(site),
        Channel(language="ko", tag=a_tag("강화학습")).id(site),
    ]

    assert ids == [
        "tag:notes.example,2024:ko",
        "tag:notes.example,2024:en",
        "tag:notes.example,2024:ko/tags/c%2B%2B",
        "tag:notes.example,2024:ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5",
    ]


def test_a_feed_holds_at_least_the_newest_entries() -> None:
    entries = entries_of(0, 100, 200, 300)

    held = candidates(entries, FeedSize(entries=3))

    assert held == entries[:3]


def test_a_feed_holds_all_of_a_busy_week() -> None:
    entries = entries_of(0, 1, 1, 2, 6, 7)

    held = candidates(entries, FeedSize(entries=2, days=7))

    assert held == entries[:5]


def test_the_days_of_a_feed_are_whole_ones() -> None:
    last = datetime(2024, 12, 13, 23, tzinfo=SEOUL)
    entries = [an_entry(published=last), an_entry(published=last.replace(day=12, hour=1))]

    held = candidates(entries, FeedSize(entries=1, days=2))

    assert held == entries


def test_nothing_to_hold_is_no_mistake() -> None:
    assert candidates((), FeedSize()) == ()


def test_a_notes_first_day_may_be_the_first_of_all() -> None:
    entry = an_entry(published=datetime(1, 1, 2, tzinfo=SEOUL))

    assert candidates((entry,), FeedSize()) == (entry,)


def test_an_alias_keeps_its_folder() -> None:
    rules = TagRules(aliases={"tokeniser": "tokenizer", "bpe": "tokenizer"})

    former = former_folders(a_library(), "ko", rules)

    assert former == {"tokenizer": ("ko/tags/bpe/", "ko/tags/tokeniser/")}


def test_a_live_tag_keeps_the_folder_that_an_alias_had() -> None:
    library = a_library(a_note(tags=("tokenizer", "llm")))
    rules = TagRules(aliases={"llm": "tokenizer"})

    former = former_folders(library, "ko", rules)

    assert former == {}


EFFICIENT = Combination(name="efficient", slugs=("quantization", "distillation"), titles={"ko": "효율"})


def test_a_combination_is_a_channel_in_every_language() -> None:
    library = a_library(
        a_note(tags=("quantization",), editions=(an_edition("en"),)), rules=TagRules(combinations=(EFFICIENT,))
    )

    found = [channel for channel in channels(library, a_site()) if channel.combination]

    assert [channel.folder for channel in found] == ["ko/channels/efficient/", "en/channels/efficient/"]
    assert [channel.title(a_site()) for channel in found] == ["논문 노트 · 효율", "Paper notes · efficient"]
    assert [channel.id(a_site()) for channel in found] == [
        "tag:notes.example,2024:ko/channels/efficient",
        "tag:notes.example,2024:en/channels/efficient",
    ]


def test_a_tag_is_translated_only_where_it_has_entries() -> None:
    library = a_library(a_note(tags=("llm",), editions=(an_edition("en"),)), rules=TagRules(combinations=(EFFICIENT,)))
    whole, weekly, combined, tag = channels(library, a_site())[-4:]

    languages = [
        [other.language for other in translations(channel, library, a_site())]
        for channel in (whole, weekly, combined, tag)
    ]

    assert languages == [["ko", "en"], ["ko", "en"], ["ko", "en"], ["en"]]
