"""Letters as a browser shows them: wide and narrow, light and dark, with and without what stands in the head."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.newsletter import Addressee
from tests.builders import a_library, a_note, a_site, an_edition
from tests.newsletter.builders import Opened, a_letter
from tests.pages.browsing import CHROMIUM

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"needs a browser: {CHROMIUM} is missing")

STYLE = re.compile("<style.*?</style>", re.DOTALL)
LONG = "Supercalifragilistic" * 12
MARKDOWN = f"""Words and `code`, and https://example.org/{LONG}

- a list
- ![a picture](https://pictures.example/a.png)

> a quotation of {LONG}

    {LONG} in a block

| a | table | {" | ".join("wide" for _ in range(8))} |
| --- | --- | {" | ".join("---" for _ in range(8))} |
| {LONG} | b | {" | ".join("c" for _ in range(8))} |

# A heading

$x_i^2$
"""
# The colours of each text that is seen, and of the nearest background behind it.
COLORS = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (!words || !parent.checkVisibility()) continue;
    let behind = parent;
    while (behind && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
    seen.push([words, getComputedStyle(parent).color, getComputedStyle(behind || document.body).backgroundColor]);
  }
  return seen;
}"""


def hard_notes() -> tuple[Note, ...]:
    """A note that is hard to fit, and one that is not."""
    wide = a_note(
        title=LONG,
        authors=tuple(f"{LONG} {number}" for number in range(30)),
        addresses=(f"https://example.org/{LONG}",),
        tags=(LONG[:100], "llm"),
        editions=tuple(
            an_edition(code, title=LONG, abstract=f"{LONG}. {LONG}", commentary=MARKDOWN) for code in ("ko", "en")
        ),
    )
    return wide, a_note(tags=("llm",))


@pytest.fixture(scope="module")
def hard_letter() -> Opened:
    notes = hard_notes()
    ada = Addressee(email="ada@notes.example", choose="https://notes.example/choose")
    return a_letter(*notes, tags=("llm",), addressee=ada, articles=articles(a_library(*notes), a_site()))


def shown(browser: Browser, html: str, *, width: int = 600, scheme: Literal["light", "dark"] = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.route("**/*", lambda route: route.abort())  # pictures of others: no name server is to be waited for
    page.set_content(html)
    return page


@pytest.mark.parametrize("styled", [True, False])
@pytest.mark.parametrize("width", [320, 375, 600, 1200])
def test_a_letter_fits_its_window(browser: Browser, hard_letter: Opened, width: int, styled: bool) -> None:  # noqa: FBT001  # a case of the parameters
    page = shown(browser, hard_letter.html if styled else STYLE.sub("", hard_letter.html), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".sheet").bounding_box()
    assert box is not None
    assert box["width"] == min(width, 600)
    page.close()


def test_figures_in_a_table_are_whole_also_on_a_phone(browser: Browser) -> None:
    columns = " | ".join(f"accuracy{number}" for number in range(9))
    table = f"| model | {columns} |\n|{' --- |' * 10}\n| base |{' 12345.67 |' * 9}\n"
    note = a_note(editions=tuple(an_edition(code, commentary=table) for code in ("ko", "en")))
    page = shown(browser, a_letter(note, articles=articles(a_library(note), a_site())).html, width=375)

    cells = page.locator(".prose th, .prose td").evaluate_all(
        """cells => cells.map(cell => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getClientRects().length;
        })"""
    )

    assert cells == [1] * 20
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.close()


@pytest.mark.parametrize("styled", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out(
    browser: Browser,
    hard_letter: Opened,
    scheme: Literal["light", "dark"],
    styled: bool,  # noqa: FBT001  # a case of the parameters
) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1. Without the head a letter is light, and light whole."""
    page = shown(browser, hard_letter.html if styled else STYLE.sub("", hard_letter.html), scheme=scheme)

    seen = page.evaluate(COLORS)

    assert len(seen) > 30
    faint = [words for words, ink, paper in seen if contrast(channels(ink), channels(paper)) < 4.5]
    assert faint == []
    dark = {luminance(channels(paper)) < 0.2 for _, _, paper in seen}
    assert dark == {scheme == "dark" and styled}
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_all_words_are_black_on_white(
    browser: Browser, hard_letter: Opened, scheme: Literal["light", "dark"]
) -> None:
    """Some programs print by the colours of the screen, and the rules for the dark then hold on paper too."""
    page = shown(browser, hard_letter.html, scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)

    seen = page.evaluate(COLORS)

    assert len(seen) > 30
    assert [words for words, ink, _ in seen if channels(ink) != (0, 0, 0)] == []
    assert [words for words, _, paper in seen if channels(paper) != (1, 1, 1)] == []
    page.close()


def test_the_preheader_is_read_in_a_list_of_mails_alone(browser: Browser, hard_letter: Opened) -> None:
    page = shown(browser, STYLE.sub("", hard_letter.html))

    assert hard_letter.html.index("preheader") < hard_letter.html.index("<h1")
    assert [one.is_visible() for one in page.locator(".preheader").all()] == [False, False]
    page.close()


def channels(color: str) -> tuple[float, ...]:
    """Of `rgb(1, 2, 3)`; what is drawn here is never translucent."""
    assert color.startswith("rgb("), color
    return tuple(int(channel) / 255 for channel in re.findall(r"\d+", color))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG's contrast ratio."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(color: tuple[float, ...]) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
