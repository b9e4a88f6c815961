"""The weekly feeds: an entry for each past issue, read back by programs that did not write them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from html import unescape

import pytest
from lxml import etree, html

from publisher import theme
from publisher.content.channel import Channel, channels, issue_id
from publisher.content.note import Note
from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.feeds.rss import RSS
from publisher.feeds.size import Archives, FeedSize
from publisher.newsletter.past import past_issues
from publisher.week import Closing, Week
from tests.builders import SEOUL, a_library, a_note, a_site, an_arabic_site, an_edition
from tests.feeds.builders import contents
from tests.feeds.reader import ReadFeed, read
from tests.feeds.rules import atom_faults, json_faults, rss_faults
from tests.newsletter.builders import a_letter

W50 = Week(2024, 50)
DAYS = (date(2024, 12, 14), date(2024, 12, 13), date(2024, 12, 3))
FAULTS = {"atom.xml": atom_faults, "rss.xml": rss_faults, "feed.json": json_faults}
FRESH = re.compile("<sy:updatePeriod[^>]*>([a-z]+)<")


def some_notes() -> list[Note]:
    """Two weeks of notes, in Korean alone in the older one."""
    return [
        a_note(
            date=day,
            title=f"Paper {day.day}",
            tags=("llm", f"tag-{day.day}"),
            editions=tuple(
                an_edition(code, title=f"Paper {day.day}", commentary=f"{code} {day.day} <b> & more")
                for code in (("ko", "en") if day.day > 9 else ("ko",))
            ),
        )
        for day in DAYS
    ]


@pytest.fixture(params=FORMATS, ids=lambda one: one.key)
def feed_format(request: pytest.FixtureRequest) -> Format:
    found: Format = request.param
    return found


def weekly(feed_format: Format, language: str = "ko") -> ReadFeed:
    return read(feed_format, contents(a_library(*some_notes()))[f"{language}/weekly/{feed_format.file_name}"])


def test_each_past_issue_is_an_entry(feed_format: Format) -> None:
    feed = weekly(feed_format)

    assert feed.title == "논문 노트 · 주간"
    assert feed.page == "https://notes.example/ko/weekly/"
    assert feed.own_address == f"https://notes.example/ko/weekly/{feed_format.file_name}"
    assert [(entry.id, entry.address) for entry in feed.entries] == [
        ("tag:notes.example,2024:ko/weekly/2024-W50", "https://notes.example/ko/weekly/2024-W50/"),
        ("tag:notes.example,2024:ko/weekly/2024-W49", "https://notes.example/ko/weekly/2024-W49/"),
    ]
    assert [entry.published for entry in feed.entries] == [datetime(2024, 12, day, 12, tzinfo=SEOUL) for day in (16, 9)]
    assert feed.entries[0].updated == feed.entries[0].published
    assert [len(weekly(feed_format, "en").entries), len(feed.entries)] == [1, 2]


def test_an_issue_is_called_what_its_mail_is(feed_format: Format) -> None:
    mail = a_letter(*some_notes())

    assert weekly(feed_format).entries[0].title == mail.subject == "논문 노트 2024년 12월 9일~15일: 노트 2편"


def test_an_issue_holds_every_note_that_mail_holds_and_leads_to_each(feed_format: Format) -> None:
    library = a_library(*some_notes())
    entry = weekly(feed_format).entries[0]

    shown = html.fragment_fromstring(entry.content, create_parent="div")

    held = [one for one in library.of("ko") if Week.of(one.published) == W50]
    assert len(held) == 2
    links = [link.get("href") for link in shown.iter("a")]
    for one in held:
        assert f"https://notes.example/{one.path}" in links
        assert one.title in [heading.text_content() for heading in shown.iter("h3")]
        assert one.commentary in shown.text_content()
        assert one.address in links
        assert {f"https://notes.example/ko/tags/{tag.path}/" for tag in one.tags} <= set(links)
    assert "https://notes.example/ko/weekly/2024-W50/" in links
    assert "https://notes.example/ko/weekly/" in links
    assert [heading.text_content() for heading in shown.iter("h2")] == [
        "2024년 12월 13일 금요일",
        "2024년 12월 14일 토요일",
    ]


def test_an_issue_is_summed_up_by_its_titles(feed_format: Format) -> None:
    assert unescape(weekly(feed_format).entries[0].summary) == "Paper 13 · Paper 14"


def test_every_weekly_feed_keeps_every_rule() -> None:
    strange = a_note(date=DAYS[0], title="]]> <b> & \U0001d4b3", editions=(an_edition("ko", title="]]> <b> &"),))
    files = contents(a_library(*some_notes(), strange))

    feeds = {path: content for path, content in files.items() if "/weekly/" in path}

    assert len(feeds) == 6
    for path, content in feeds.items():
        assert FAULTS[path.rpartition("/")[2]](content, f"https://notes.example/{path}") == []


def test_an_issue_leads_to_that_of_its_week_in_other_languages() -> None:
    files = contents(a_library(*some_notes()))

    links = [
        [(link.get("hreflang"), link.get("href")) for link in entry.iterfind("{*}link[@rel='alternate']")]
        for entry in etree.fromstring(files["ko/weekly/atom.xml"]).iterfind("{*}entry")
    ]
    translated = json.loads(files["en/weekly/feed.json"])["items"][0]["_publisher"]["translations"]

    assert ("en", "https://notes.example/en/weekly/2024-W50/") in links[0]
    assert not any(language == "en" for language, _ in links[1])
    assert translated == [{"language": "ko", "url": "https://notes.example/ko/weekly/2024-W50/"}]


def test_readers_look_once_a_week() -> None:
    files = contents(a_library(*some_notes()))

    assert FRESH.findall(files["ko/weekly/rss.xml"].decode()) == ["weekly"]
    assert FRESH.findall(files["ko/rss.xml"].decode()) == ["daily"]
    assert "each week" in files["en/weekly/atom.xml"].decode()


def test_an_id_depends_on_nothing_but_authority_language_and_week() -> None:
    site = a_site(address="https://elsewhere.example/", time_zone=SEOUL)

    ids = {issue_id(site, language, Week(2020, number)) for language in site.codes for number in (1, 52, 53)}
    feeds = {channel.id(site) for channel in channels(a_library(*some_notes()), site)}

    assert "tag:notes.example,2024:en/weekly/2020-W53" in ids
    assert len(ids) == 6
    assert not ids & feeds
    assert Channel(language="ko", is_weekly=True).id(site) == "tag:notes.example,2024:ko/weekly"


def test_a_week_that_is_open_is_in_no_feed() -> None:
    library = a_library(*some_notes())
    past = past_issues(library, site=a_site(), closing=Closing(), today=date(2024, 12, 15))

    files = contents(library, past=past)

    assert [entry.address[-9:] for entry in read(ATOM, files["ko/weekly/atom.xml"]).entries] == ["2024-W49/"]
    assert read(RSS, files["en/weekly/rss.xml"]).entries == ()


def test_new_notes_of_an_open_week_change_no_weekly_feed() -> None:
    before, after = (
        contents(library, past=past_issues(library, site=a_site(), closing=Closing(), today=date(2024, 12, 15)))
        for library in (a_library(*some_notes()), a_library(a_note(date=date(2024, 12, 15)), *some_notes()))
    )

    changed = {path for path in before if before[path] != after[path]}

    assert "ko/atom.xml" in changed
    assert not {path for path in changed if "/weekly/" in path}


def test_a_feed_holds_as_many_issues_as_its_bytes_allow_and_one_at_least() -> None:
    notes = [a_note(date=date(2024, 1, 3 + 7 * week), editions=(an_edition("ko", commentary="x" * 9000),))
             for week in range(4)]  # fmt: skip
    library = a_library(*notes)

    sizes = [
        len(read(ATOM, contents(library, size=FeedSize(bytes=limit))["ko/weekly/atom.xml"]).entries)
        for limit in (10_000, 30_000, 500_000)
    ]

    assert sizes[0] == 1
    assert 1 < sizes[1] < sizes[2] == 4


def test_of_issues_there_are_no_archive_documents() -> None:
    files = contents(a_library(*some_notes()), archives=Archives.ALL)

    assert "ko/tags/llm/archive/1.xml" in files
    assert not [path for path in files if "weekly/archive" in path]


def test_a_sites_own_template_of_an_issue_may_be_no_xml(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("templates")
    (own / "feeds").mkdir()
    (own / "feeds" / "issue.html").write_text("<p>{{ issue.week }}<br>\x0b", "utf-8")

    files = contents(a_library(*some_notes()), environment=theme.environment(own))

    assert read(ATOM, files["ko/weekly/atom.xml"]).entries[0].content == "<p>2024년 12월 9일~15일<br>"


def test_an_issue_says_which_way_it_reads_and_of_which_language_a_title_is() -> None:
    site = an_arabic_site()
    library = a_library(a_note(editions=(an_edition("ar", commentary="نص عن الجمل."),)), site=site)

    content = json.loads(contents(library, site=site)["ar/weekly/feed.json"])["items"][0]["content_html"]

    issue = html.fragment_fromstring(content)
    (title,), (quotation,) = issue.iter("h3"), issue.iter("blockquote")
    assert (issue.get("lang"), issue.get("dir")) == ("ar", "rtl")
    assert (title.get("lang"), title.get("dir")) == ("en", "auto")
    assert (quotation.get("lang"), quotation.get("dir")) == ("en", "auto")
