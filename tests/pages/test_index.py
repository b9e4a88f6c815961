"""The front page."""

from __future__ import annotations

from datetime import date

from publisher import theme
from publisher.feeds.atom import ATOM
from publisher.feeds.formats import FORMATS
from publisher.feeds.json_feed import JSON_FEED
from publisher.feeds.rss import RSS
from publisher.pages.index import index_page
from publisher.pages.page import Press
from publisher.pages.subscribe import offers
from tests.builders import a_library, a_note, a_site, an_edition
from tests.pages.builders import a_page, parsed, printed, texts

NOTES = (
    a_note(date=date(2024, 12, 14), tags=("llm",), editions=(an_edition("ko"),)),
    a_note(date=date(2024, 12, 13), tags=("llm", "tokenizer")),
)


def test_each_language_says_what_it_holds_in_its_own_words() -> None:
    page = a_page(NOTES, "index.html")

    sections = page.xpath("//main/section[@lang]")

    assert [section.get("lang") for section in sections] == ["ko", "en"]
    assert [texts(section, ".//p[@class='facts']") for section in sections] == [
        ["노트 2편 · 최근 2024년 12월 14일"],
        ["1 note · newest December 13, 2024"],
    ]
    assert [section.xpath(".//p[@class='channel']/a/@href") for section in sections] == [["./ko/"], ["./en/"]]


def test_each_language_offers_its_feeds() -> None:
    page = a_page(NOTES, "index.html")

    assert page.xpath("//div[@class='addresses']//a/@href") == [
        f"./{code}/{name}" for code in ("ko", "en") for name in ("atom.xml", "rss.xml", "feed.json")
    ]


def test_a_reader_program_finds_the_feeds_of_every_language() -> None:
    page = a_page(NOTES, "index.html")

    announced = page.xpath("//link[@rel='alternate' and @type]")

    assert [link.get("href") for link in announced] == [
        f"./{code}/{name}" for code in ("ko", "en") for name in ("atom.xml", "rss.xml", "feed.json")
    ]
    assert [link.get("title") for link in announced][::3] == ["논문 노트 (Atom)", "Paper notes (Atom)"]


def test_formats_that_are_not_written_are_neither_offered_nor_announced() -> None:
    for path, root, folder in (("index.html", "./", "ko/"), ("ko/tags/llm/index.html", "../../../", "ko/tags/llm/")):
        page = a_page(NOTES, path, formats=(RSS, JSON_FEED))

        offered = page.xpath("//div[@class='addresses']")[0]
        assert texts(offered, ".//code") == [f"https://notes.example/{folder}rss.xml"]
        assert offered.xpath(".//a/@href") == [f"{root}{folder}rss.xml", f"{root}{folder}feed.json"]
        announced = page.xpath("//link[@rel='alternate' and @type]")
        assert {link.get("href").rpartition("/")[2] for link in announced} == {"rss.xml", "feed.json"}
        assert {link.get("type") for link in announced} == {"application/rss+xml", "application/feed+json"}


def test_every_tag_stands_with_its_count_and_newest_date_in_each_language() -> None:
    page = a_page(NOTES, "index.html")

    rows = [texts(row, "./th | ./td") for row in page.xpath("//tbody/tr[td]")]

    assert rows == [
        ["llm", "노트 2편 2024-12-14", "1 note 2024-12-13"],
        ["tokenizer", "노트 1편 2024-12-13", "1 note 2024-12-13"],
    ]


def test_all_feeds_can_be_imported_at_once() -> None:
    page = a_page(NOTES, "index.html")

    assert page.xpath("//a[@type='text/x-opml']/@href") == ["./feeds.opml"]


def test_no_list_is_offered_where_none_is_written() -> None:
    alone, with_atom = (a_page(NOTES, "index.html", formats=formats) for formats in ((JSON_FEED,), (ATOM, JSON_FEED)))

    assert "OPML" not in alone.text_content()
    assert "OPML" in with_atom.text_content()


def test_nothing_is_said_of_mail() -> None:
    page = printed(a_library(*NOTES))["index.html"].decode()

    assert "mail" not in page.casefold()
    assert "메일" not in page


def test_ten_thousand_tags_are_all_there_and_most_of_them_folded_away() -> None:
    crowd = a_note(tags=tuple(f"tag-{number}" for number in range(10_000)), editions=(an_edition("en"),))
    busy = [a_note(tags=("llm",), editions=(an_edition("en"),)) for _ in range(2)]
    library = a_library(*busy, crowd)
    site = a_site()
    press = Press.of(site, theme.environment(), FORMATS)

    page = parsed(press.print(index_page(library, site, offers(library, {}, site=site, formats=FORMATS))).content)

    assert len(page.xpath("//tbody/tr[td]")) == 10_001
    assert "llm" in texts(page, "//div[not(ancestor::details)]/table//th[@scope='row']")
    assert len(page.xpath("//details//tr[td]")) == 10_001 - 200
    assert texts(page, "//details/summary") == ["드물게 쓰인 태그 9,801개"]
