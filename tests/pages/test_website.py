"""Promises that every page keeps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from urllib.parse import unquote, urljoin

import pytest
from lxml import html

from publisher.content.library import Entry
from publisher.content.rendering.article import Article
from publisher.content.tags import TagRules
from publisher.feeds.formats import FORMATS
from publisher.feeds.opml import FILE_NAME as OPML_FILE
from tests.builders import a_library, a_note, a_site, an_edition
from tests.pages.builders import an_article, notes_on, parsed, printed, texts

URI = re.compile(r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-F]{2})+")
HOSTILE = (
    '"><script>alert(1)</script>',
    "../../x",
    "' onmouseover='x",
    "강화학습",
    "C++",
    "</style>",
    "&amp;",
    "가" * 200,
)


@pytest.fixture(scope="module")
def site_files() -> dict[str, bytes]:
    """A site with old notes, hostile names, an alias, a note in one language only and notes that name each other."""
    days = [date(2024, 12, 13) - timedelta(days=number // 2) for number in range(160)]
    hostile = a_note(
        date=date(2024, 12, 14),
        editions=(an_edition("ko", title='<script>"x"</script> & <b>'), an_edition("en", title="../../x")),
        authors=("<i>A", '"B"', "C", "D", "E"),
        addresses=("https://paper.example/논문|{a}?b=%zz",),
        tags=HOSTILE,
    )
    only_korean = a_note(date=date(2024, 12, 15), editions=(an_edition("ko"),), tags=("llm",))
    library = a_library(hostile, only_korean, *notes_on(days, tags=("llm", "tokenizer")))

    def articles(entry: Entry) -> Article:
        return an_article(entry, related=library.of(entry.language)[:2])

    return printed(library, rules=TagRules(aliases={"tokeniser": "tokenizer"}), articles=articles)


@pytest.fixture(scope="module")
def site_pages(site_files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {path: parsed(content) for path, content in site_files.items() if path.endswith(".html")}


def test_every_link_and_anchor_leads_to_something(
    site_files: dict[str, bytes], site_pages: dict[str, html.HtmlElement]
) -> None:
    base = "https://notes.example/"
    folders = {path.removesuffix("index.html") for path in site_pages}
    existing = {*site_files, *folders, OPML_FILE}
    existing |= {folder + one.file_name for folder in folders for one in FORMATS}
    anchors = {path: set(page.xpath("//@id")) for path, page in site_pages.items()}

    broken = []
    for path, page in site_pages.items():
        for href in page.xpath("//a/@href | //link/@href | //@src"):
            target, _, anchor = urljoin(base + path, href).partition("#")
            bare = unquote(target.partition("?")[0]).removeprefix(base)
            if bare.startswith(("https://arxiv.org/", "https://paper.example/")):
                continue
            file = bare if bare.endswith(".html") else f"{bare}index.html"
            if bare not in existing or (anchor and unquote(anchor) not in anchors[file]):
                broken.append((path, href))

    assert len(site_pages) > 180
    assert broken == []


def test_every_page_has_one_heading_and_its_landmarks(site_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in site_pages.items():
        counts = {name: len(page.xpath(f"//body/{name}")) for name in ("header", "main", "footer")}

        assert counts == {"header": 1, "main": 1, "footer": 1}, path
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("//body/*[1]/@href") == ["#content"], path
        assert page.xpath("//main/@id") == ["content"], path


def test_headings_skip_no_level(site_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in site_pages.items():
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]

        assert all(below <= above + 1 for above, below in pairwise(levels)), path


def test_no_id_stands_twice_on_a_page(site_pages: dict[str, html.HtmlElement]) -> None:
    for path, page in site_pages.items():
        ids = page.xpath("//@id")

        assert len(ids) == len(set(ids)), path


def test_a_page_says_its_language_and_its_canonical_address(site_pages: dict[str, html.HtmlElement]) -> None:
    korean, english = site_pages["ko/2024/12/13/index.html"], site_pages["en/2024/12/13/index.html"]

    assert (korean.get("lang"), english.get("lang")) == ("ko", "en")
    assert korean.xpath("//link[@rel='canonical']/@href") == ["https://notes.example/ko/2024/12/13/"]
    assert site_pages["index.html"].xpath("//link[@rel='canonical']/@href") == ["https://notes.example/"]


def test_no_page_runs_a_script_but_the_search_over_tags(
    site_files: dict[str, bytes], site_pages: dict[str, html.HtmlElement]
) -> None:
    searching = set()
    for path, page in site_pages.items():
        for script in page.xpath("//script"):
            assert script.text is None, path
            assert script.get("src").partition("?")[0].rpartition("../")[2].removeprefix("./") == "search.js"
            searching.add(path)
        assert page.xpath("//img | //iframe | //i | //b | //style | //@style | //@onmouseover") == [], path

    assert searching == {"index.html", "ko/tags/index.html", "en/tags/index.html"}
    assert "search.js" in site_files


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("index.html", ["page ./"]),
        ("ko/tags/index.html", ["page ../../ko/tags/"]),
        ("ko/tags/llm/index.html", ["true ../../../ko/tags/"]),
        ("ko/index.html", []),
        ("ko/2024/12/13/index.html", []),
    ],
)
def test_the_menu_tells_where_one_is(site_pages: dict[str, html.HtmlElement], path: str, current: list[str]) -> None:
    marked = site_pages[path].xpath("//header/nav/a[@aria-current]")

    assert [f"{link.get('aria-current')} {link.get('href')}" for link in marked] == current


def test_hostile_names_are_shown_as_they_are_spelt(site_pages: dict[str, html.HtmlElement]) -> None:
    article = site_pages["ko/2024/12/14/index.html"].xpath("//article")[0]

    assert texts(article, ".//h2") == ['<script>"x"</script> & <b>']
    assert texts(article, ".//footer//li") == list(HOSTILE)
    assert texts(article, ".//details[@class='byline']") == ['<i>A, "B" 외 3명<i>A, "B", C, D, E']


def test_every_file_stays_below_the_web_root(site_files: dict[str, bytes]) -> None:
    for path in site_files:
        assert ".." not in path.split("/"), path
        assert not path.startswith("/"), path


def test_every_address_is_a_uri(site_pages: dict[str, html.HtmlElement]) -> None:
    addresses = {str(value) for page in site_pages.values() for value in page.xpath("//@href | //@src | //@cite")}

    assert addresses
    assert not [address for address in addresses if not URI.fullmatch(address)]


@pytest.mark.parametrize(
    ("name", "asking"),
    [
        ("style.css", "//link[@rel='stylesheet']/@href"),
        ("icon.svg", "//link[@rel='icon']/@href"),
        ("search.js", "//script/@src"),
    ],
)
def test_what_a_page_loads_is_asked_for_by_its_hash(
    site_files: dict[str, bytes], site_pages: dict[str, html.HtmlElement], name: str, asking: str
) -> None:
    digest = sha256(site_files[name]).hexdigest()[:8]

    assert site_pages["ko/tags/index.html"].xpath(asking) == [f"../../{name}?{digest}"]


def test_the_same_library_makes_the_same_bytes() -> None:
    library = a_library(*notes_on([date(2024, 12, 13), date(2024, 12, 12)]))

    assert printed(library) == printed(library)


def test_a_site_without_notes_still_has_its_pages() -> None:
    empty = a_library(a_note(editions=()))

    files = printed(empty, site=a_site())

    assert sorted(files) == [
        "en/index.html",
        "en/tags/index.html",
        "en/weekly/index.html",
        "icon.svg",
        "index.html",
        "ko/index.html",
        "ko/tags/index.html",
        "ko/weekly/index.html",
        "search.js",
        "style.css",
    ]
    assert texts(parsed(files["en/index.html"]), "//p[@class='empty']") == ["No notes yet."]
