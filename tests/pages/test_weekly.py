"""Past issues on the web: the list of all, a page for each, and the ways from one to the other."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from publisher.content.library import Library
from publisher.content.note import Note
from publisher.feeds.atom import ATOM
from publisher.newsletter.past import past_issues
from publisher.week import Closing
from tests.builders import a_library, a_note, a_site, an_edition
from tests.feeds.builders import contents
from tests.feeds.reader import read
from tests.newsletter.builders import a_letter
from tests.pages.builders import parsed, printed, texts

ADDRESS = "https://notes.example/"
DAYS = (date(2024, 12, 14), date(2024, 12, 13), date(2024, 12, 13), date(2024, 12, 3), date(2023, 12, 29))


def some_notes() -> list[Note]:
    """Three weeks, of which the second has no English."""
    return [
        a_note(
            date=day,
            tags=("llm", f"tag-{number}"),
            editions=tuple(
                an_edition(code, title=f"Paper {number}", commentary=f"{code} text {number}")
                for code in (("ko", "en") if day.day > 9 else ("ko",))
            ),
        )
        for number, day in enumerate(DAYS)
    ]


@pytest.fixture(scope="module")
def library() -> Library:
    return a_library(*some_notes())


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    """The pages and the feeds of a site."""
    return printed(library) | contents(library)


@pytest.fixture(scope="module")
def site_pages(files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    """Address -> page."""
    return {
        ADDRESS + path.removesuffix("index.html"): parsed(content)
        for path, content in files.items()
        if path.endswith("index.html")
    }


def test_the_list_of_issues_tells_what_each_holds(site_pages: dict[str, html.HtmlElement]) -> None:
    page = site_pages[f"{ADDRESS}ko/weekly/"]

    assert texts(page, "//section/h2") == ["2024", "2023"]
    assert texts(page, "//ol/li/h3") == [
        "2024년 12월 9일~15일",
        "2024년 12월 2일~8일",
        "2023년 12월 25일~31일",
    ]
    assert texts(page, "//ol/li/p[@class='facts']") == ["50주차 · 노트 3편", "49주차 · 노트 1편", "52주차 · 노트 1편"]
    tags = texts(page, "(//ol[@class='issues'])[1]/li[1]/ul/li")
    assert tags == ["llm", "tag-0", "tag-1", "tag-2"]
    assert texts(page, "(//ol[@class='issues'])[1]/li[1]/p[@class='holds']") == ["Paper 1 · Paper 2 · Paper 0"]
    assert texts(page, "//header/p[@class='facts']") == ["지난 호 3개"]


def test_an_issue_holds_every_note_of_its_week(library: Library, site_pages: dict[str, html.HtmlElement]) -> None:
    for language in ("ko", "en"):
        page = site_pages[f"{ADDRESS}{language}/weekly/2024-W50/"]
        held = [entry for entry in library.of(language) if entry.published.date() >= date(2024, 12, 9)]

        assert len(held) == 3
        assert sorted(page.xpath("//article/@id")) == sorted(entry.anchor for entry in held)
        for entry in held:
            (article,) = page.xpath(f"//article[@id='{entry.anchor}']")
            assert entry.commentary in article.text_content()
            assert entry.abstract in article.text_content()
            assert texts(article, ".//h3[@class='headline']") == [entry.title]
            links = {urljoin(f"{ADDRESS}{language}/weekly/2024-W50/", link) for link in article.xpath(".//a/@href")}
            assert ADDRESS + entry.path in links
            assert {f"{ADDRESS}{language}/tags/{tag.path}/" for tag in entry.tags} <= links
            assert entry.address in links


def test_the_days_of_an_issue_stand_in_the_order_of_the_week(site_pages: dict[str, html.HtmlElement]) -> None:
    page = site_pages[f"{ADDRESS}en/weekly/2024-W50/"]

    assert texts(page, "//h1") == ["December 9–15, 2024"]
    assert texts(page, "//section[@class='day']/h2") == ["Friday, December 13, 2024", "Saturday, December 14, 2024"]
    assert page.xpath("//section[@class='day']/h2/a/@href") == ["../../../en/2024/12/13/", "../../../en/2024/12/14/"]
    assert texts(page, "//header/p[@class='facts']") == ["Week 50 · 3 notes"]


def test_the_contents_lead_to_the_notes_below(site_pages: dict[str, html.HtmlElement]) -> None:
    for page in (page for address, page in site_pages.items() if "/weekly/2" in address):
        contents_of = page.xpath("//nav[@aria-labelledby='glance']//ol//a")

        anchors = [unquote(link.get("href").removeprefix("#")) for link in contents_of]

        assert anchors == page.xpath("//article/@id")
        assert [link.text_content() for link in contents_of] == texts(page, "//article//h3[@class='headline']")


def test_issues_lead_to_those_before_and_after(site_pages: dict[str, html.HtmlElement]) -> None:
    weeks = ["2023-W52", "2024-W49", "2024-W50"]
    chain = {week: site_pages[f"{ADDRESS}ko/weekly/{week}/"] for week in weeks}

    for relation, expected in (("prev", [None, *weeks[:-1]]), ("next", [*weeks[1:], None])):
        for (week, page), other in zip(chain.items(), expected, strict=True):
            links = page.xpath(f"//a[@rel='{relation}'] | //link[@rel='{relation}']")
            targets = {urljoin(f"{ADDRESS}ko/weekly/{week}/", link.get("href")) for link in links}
            assert targets == ({f"{ADDRESS}ko/weekly/{other}/"} if other else set())


def test_an_issue_names_its_translation_if_there_is_one(site_pages: dict[str, html.HtmlElement]) -> None:
    both, alone = (site_pages[f"{ADDRESS}ko/weekly/{week}/"] for week in ("2024-W50", "2024-W49"))

    assert both.xpath("//link[@rel='alternate' and not(@type)]/@href") == [
        f"{ADDRESS}ko/weekly/2024-W50/",
        f"{ADDRESS}en/weekly/2024-W50/",
    ]
    assert "../../../en/weekly/2024-W50/" in both.xpath("//header[@class='masthead']//a[@lang='en']/@href")
    assert alone.xpath("//link[@rel='alternate' and not(@type)]/@href") == [f"{ADDRESS}ko/weekly/2024-W49/"]
    assert alone.xpath("//header[@class='masthead']//a[@lang='en']/@href") == ["../../../en/"]


def test_from_mail_to_page_to_feed_to_page(files: dict[str, bytes], site_pages: dict[str, html.HtmlElement]) -> None:
    """Every step is taken by what the one before it says."""
    letter = html.document_fromstring(a_letter(*some_notes()).html)
    mailed = [link for link in (str(one.get("href")) for one in letter.iter("a")) if "/weekly/" in link]
    assert {f"{ADDRESS}ko/weekly/", f"{ADDRESS}ko/weekly/2024-W50/"} == set(mailed)

    for address in mailed:
        page = site_pages[address]
        (announced, *_) = page.xpath("//link[@type='application/atom+xml']/@href")
        offered = page.xpath("//main//div[@class='addresses']//a/@href")
        feed = urljoin(address, announced)
        assert feed == f"{ADDRESS}ko/weekly/atom.xml"
        assert urljoin(address, offered[0]) == feed
        assert texts(page, "//div[@class='addresses']//code") == [feed]

        entries = read(ATOM, files[unquote(urlsplit(feed).path).removeprefix("/")]).entries

        assert [entry.address for entry in entries] == [
            f"{ADDRESS}ko/weekly/{week}/" for week in ("2024-W50", "2024-W49", "2023-W52")
        ]
        assert all(entry.address in site_pages for entry in entries)


def test_front_and_language_pages_lead_to_the_issues(site_pages: dict[str, html.HtmlElement]) -> None:
    for address, expected in ((ADDRESS, ["ko", "en"]), (f"{ADDRESS}en/", ["en"])):
        links = site_pages[address].xpath("//main//p[@class='weekly']/a/@href")
        assert [urljoin(address, link) for link in links] == [f"{ADDRESS}{code}/weekly/" for code in expected]
    for address, page in site_pages.items():
        leading = {urljoin(address, link) for link in page.xpath("//header[@class='masthead']//a/@href")}
        assert f"{ADDRESS}{page.get('lang')}/weekly/" in leading


def test_nothing_on_an_issue_is_one_readers_own(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if "/weekly/" in path:
            words = content.decode().casefold()
            assert not [word for word in ("unsubscribe", "수신 거부", "mailto:", "leave") if word in words]


def test_a_preview_of_an_issue_says_when_it_came_and_of_what(site_pages: dict[str, html.HtmlElement]) -> None:
    page = site_pages[f"{ADDRESS}en/weekly/2024-W50/"]

    def meta(name: str) -> list[str]:
        return [str(content) for content in page.xpath(f"//meta[@property='{name}']/@content")]

    assert meta("og:type") == ["article"]
    assert meta("og:title") == texts(page, "//title") == ["Paper notes, December 9–15, 2024: 3 notes"]
    assert meta("article:published_time") == ["2024-12-16T12:00:00+09:00"]
    assert meta("article:tag") == ["llm", "tag-0", "tag-1", "tag-2"]


def test_before_a_week_has_closed_there_is_no_page_of_it() -> None:
    library = a_library(*some_notes()[:3])

    before, after = (
        printed(library, past_issues(library, site=a_site(), closing=Closing(), today=date(2024, 12, day)))
        for day in (15, 16)
    )

    assert "ko/weekly/2024-W50/index.html" not in before
    assert texts(parsed(before["en/weekly/index.html"]), "//p[@class='empty']") == [
        "No issue yet: the first comes when its week has closed."
    ]
    assert "ko/weekly/2024-W50/index.html" in after
