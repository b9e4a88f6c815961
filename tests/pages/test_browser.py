"""Pages as a browser lays them out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from publisher.content.library import Library
from publisher.content.rendering.article import articles
from tests.builders import a_library, a_note, a_site, an_edition
from tests.pages.browsing import ADDRESS, Server
from tests.pages.builders import notes_on, printed


def a_wide_library() -> Library:
    """Notes that are hard to fit: long words, titles, addresses, authors and tags."""
    long = "Supercalifragilistic" * 12
    wide = a_note(
        date=date(2024, 12, 14),
        editions=tuple(an_edition(code, title=long, abstract=long, commentary=long) for code in ("ko", "en")),
        authors=tuple(f"{long} {number}" for number in range(30)),
        addresses=(f"https://example.org/{long}",),
        tags=(long, "강화학습" * 30, *(f"tag-{number}" for number in range(40))),
    )
    days = [date(2024, 12, 13) - timedelta(days=number // 4) for number in range(200)]
    return a_library(wide, *notes_on(days))


@pytest.fixture(scope="module")
def web_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, content in printed(a_wide_library()).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.mark.parametrize("width", [320, 375, 768, 1200])
@pytest.mark.parametrize(
    "path", ["", "ko/", "en/tags/", "ko/tags/tokenizer/", "en/2024/12/14/", "ko/weekly/", "en/weekly/2024-W50/"]
)
def test_nothing_overflows_sideways(browser: Browser, web_root: Path, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})

    page.goto(f"{web_root.as_uri()}/{path}index.html")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_list_in_an_abstract_has_its_signs(browser: Browser, tmp_path: Path) -> None:
    library = a_library(a_note(editions=(an_edition("en", abstract="We show:\n\n- one\n- two\n"),)))
    for path, content in printed(library, articles=articles(library, a_site())).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    page = browser.new_page()
    page.goto((tmp_path / "en/index.html").as_uri())

    signs = page.locator(".abstract ul").evaluate_all(
        "lists => lists.map(list => getComputedStyle(list).listStyleType)"
    )

    assert signs == ["disc"]
    page.close()


def test_a_permalink_opens_at_its_note(browser: Browser, web_root: Path) -> None:
    entry = a_wide_library().of("en")[3]
    page = browser.new_page(viewport={"width": 375, "height": 400})

    page.goto(f"{web_root.as_uri()}/{entry.path.replace('#', 'index.html#')}")

    page.wait_for_function("scrollY > 0")
    top = page.locator(f"[id='{entry.anchor}']").evaluate("article => article.getBoundingClientRect().top")
    assert 0 <= top < 100
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, web_root: Path) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(f"{web_root.as_uri()}/ko/index.html")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.close()


def test_korean_words_are_not_broken_and_english_ones_follow_their_own_fonts(browser: Browser, web_root: Path) -> None:
    page = browser.new_page()
    page.goto(f"{web_root.as_uri()}/ko/2024/12/13/index.html")

    def style(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}"))

    assert style(".commentary", "wordBreak") == "keep-all"
    assert style("blockquote[lang=en]", "wordBreak") == "normal"
    assert "Gothic" in style(".commentary", "fontFamily")
    assert "Palatino" in style("blockquote[lang=en]", "fontFamily")
    page.close()


def test_japanese_is_not_set_in_korean_letters(browser: Browser, web_root: Path) -> None:
    page = browser.new_page()
    page.goto(f"{web_root.as_uri()}/ko/2024/12/13/index.html")
    commentary = page.locator(".commentary").first

    commentary.evaluate("element => element.lang = 'ja'")

    fonts = str(commentary.evaluate("element => getComputedStyle(element).fontFamily"))
    assert "KR" not in fonts
    assert "Gothic" not in fonts
    assert commentary.evaluate("element => getComputedStyle(element).wordBreak") == "normal"
    page.close()


@pytest.mark.parametrize("selector", ["pre", ".wide"])
def test_code_and_tables_scroll_in_themselves_by_the_keyboard_too(context: BrowserContext, selector: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{ADDRESS}ko/2024/12/14/")
    wide = page.locator(selector).first
    assert wide.evaluate("element => element.scrollWidth > element.clientWidth")

    wide.focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("selector => document.querySelector(selector).scrollLeft > 0", arg=selector)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_hangul_is_never_slanted_and_english_emphasis_is(context: BrowserContext) -> None:
    page = context.new_page()

    def emphasis(path: str) -> tuple[str, str]:
        page.goto(ADDRESS + path)
        styles = page.locator(".commentary em").first.evaluate(
            "element => (({fontStyle, fontWeight}) => [fontStyle, fontWeight])(getComputedStyle(element))"
        )
        return styles[0], styles[1]

    assert emphasis("ko/2024/12/14/") == ("normal", "600")
    assert emphasis("en/2024/12/14/") == ("italic", "400")


@pytest.mark.parametrize("path", ["", "ko/", "en/tags/", "ko/tags/tokenizer/", "ko/2024/12/14/"])
def test_a_page_asks_for_the_sites_own_files_alone(context: BrowserContext, server: Server, path: str) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(ADDRESS + path, wait_until="networkidle")

    assert server.refused == []
    assert complaints == []  # the content security policy that every answer carries was broken nowhere
    searching = {"search.js"} if path in {"", "en/tags/"} else set()
    assert {f"{path}index.html", "style.css"} | searching <= set(server.asked)
    assert set(server.asked) <= {f"{path}index.html", "style.css", "icon.svg"} | searching


def test_print_is_dark_on_white_and_holds_what_was_folded(browser: Browser, web_root: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{web_root.as_uri()}/en/index.html")

    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("blockquote").first.evaluate("element => element.checkVisibility()")
    assert not page.locator(".masthead nav").is_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_colours(browser: Browser, web_root: Path, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")

    page.goto(f"{web_root.as_uri()}/ko/index.html")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = int(ground.removeprefix("rgb(").partition(",")[0])
    assert (brightness < 64) == (scheme == "dark")
    page.close()
