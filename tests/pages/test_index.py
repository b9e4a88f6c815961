"""The front page."""

from __future__ import annotations

from datetime import date

from publisher import theme
from publisher.pages.index import index_page
from publisher.pages.page import Press
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


def test_nothing_is_said_of_mail() -> None:
    page = printed(a_library(*NOTES))["index.html"].decode()

    assert "mail" not in page.casefold()
    assert "메일" not in page


def test_ten_thousand_tags_are_all_there_and_most_of_them_folded_away() -> None:
    crowd = a_note(tags=tuple(f"tag-{number}" for number in range(10_000)), editions=(an_edition("en"),))
    busy = [a_note(tags=("llm",), editions=(an_edition("en"),)) for _ in range(2)]
    library = a_library(*busy, crowd)
    press = Press.of(a_site(), theme.environment())

    page = parsed(press.print(index_page(library, a_site())).content)

    assert len(page.xpath("//tbody/tr[td]")) == 10_001
    assert "llm" in texts(page, "//div[not(ancestor::details)]/table//th[@scope='row']")
    assert len(page.xpath("//details//tr[td]")) == 10_001 - 200
    assert texts(page, "//details/summary") == ["드물게 쓰인 태그 9,801개"]
