"""Feeds as a browser shows them to somebody who opened one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from publisher.content.library import Library
from tests.builders import a_library, a_note, a_site, an_edition
from tests.feeds.builders import contents
from tests.loopback import served
from tests.pages.browsing import CHROMIUM
from tests.pages.builders import printed

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"needs a browser: {CHROMIUM} is missing")

EVERY_FEED = [f"{code}/{name}" for code in ("ko", "en") for name in ("atom.xml", "rss.xml")]


def a_wide_library() -> Library:
    """An entry that is hard to fit, and one that is not."""
    long = "Supercalifragilistic" * 12
    wide = a_note(
        editions=tuple(an_edition(code, title=long, abstract=long, commentary=long) for code in ("ko", "en")),
        authors=tuple(f"{long} {number}" for number in range(30)),
        addresses=(f"https://example.org/{long}",),
    )
    return a_library(a_note(), wide)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served: a browser shows a feed only if it is told that it is XML."""
    root: Path = tmp_path_factory.mktemp("site")
    with served(root) as address:
        library, site = a_wide_library(), a_site(address=address)
        for path, content in {**printed(library, site=site), **contents(library, site=site)}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        yield address


def shown(page: Page, path: str) -> list[str]:
    """The texts of the elements that an XPath names and that a person sees, by their names without a vocabulary."""
    return [element.text_content() or "" for element in page.locator(f"xpath={path}").all() if element.is_visible()]


@pytest.mark.parametrize("path", EVERY_FEED)
def test_a_feed_says_what_it_is_and_leads_to_its_page(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    page.goto(address + path)
    language = a_site().language(path[:2])

    assert shown(page, "//*[local-name()='h1']") == [language.title]
    assert shown(page, "//*[local-name()='h1']/following-sibling::*[local-name()='p']")[:2] == [
        language.strings("feed_what"),
        address + path,
    ]
    page.locator("xpath=//*[local-name()='a']").first.click()
    page.wait_for_url(f"{address}{language.code}/")

    assert page.title() == language.title
    page.close()


@pytest.mark.parametrize("path", EVERY_FEED)
def test_what_is_for_programs_is_not_shown(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page()
    page.goto(address + path)

    for name in ("id", "guid", "updated", "generator", "category", "creator", "author", "identifier", "encoded", "ttl"):
        assert shown(page, f"//*[local-name()='{name}']") == []
    page.close()


@pytest.mark.parametrize("code", ["ko", "en"])
def test_an_entry_of_atom_reads_like_a_page(browser: Browser, address: str, code: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{code}/atom.xml")
    (first, _) = shown(page, "//*[local-name()='content']")

    assert shown(page, "//*[local-name()='entry']/*[local-name()='title']")[0] == "Byte Models: A Study"
    assert {"ko": "바이트 단위 모델입니다.", "en": "A model of bytes."}[code] in first
    assert "<p>" not in first
    assert shown(page, "//*[local-name()='blockquote']")[0] == "We study models of bytes."
    assert page.locator("css=blockquote[lang=en]").first.evaluate("e => getComputedStyle(e).wordBreak") == "normal"
    page.close()


@pytest.mark.parametrize("code", ["ko", "en"])
def test_an_item_of_rss_shows_its_summary(browser: Browser, address: str, code: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}{code}/rss.xml")

    assert shown(page, "//item/title")[0] == "Byte Models: A Study"
    assert shown(page, "//item/description")[0] == {"ko": "바이트 단위 모델입니다.", "en": "A model of bytes."}[code]
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1200])
@pytest.mark.parametrize("path", EVERY_FEED)
def test_nothing_overflows_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    phone = width < 600
    page = browser.new_page(viewport={"width": width, "height": 800}, is_mobile=phone, has_touch=phone)

    page.goto(address + path)

    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY_FEED)
def test_a_feed_follows_the_readers_colours(browser: Browser, address: str, path: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")

    page.goto(address + path)

    ground, ink = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.documentElement).color]"
    )
    brightness = [int(colour.removeprefix("rgb(").partition(",")[0]) for colour in (ground, ink)]
    assert abs(brightness[0] - brightness[1]) > 128
    assert (brightness[0] < 64) == (scheme == "dark")
    page.close()
