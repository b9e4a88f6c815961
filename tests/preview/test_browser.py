"""The preview in a browser, which is never told to load anything anew: it does so itself."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from publisher.newsletter.pieces import CLIPPED_AT
from tests.pages.test_axe import AXE, DESK, PHONE, UNDECIDED, findings
from tests.preview.studio import Folder, Running, previewed

ISSUE = "preview/en/2024-W50/"
DARK, LIGHT = "rgb(15, 14, 13)", "rgb(239, 236, 227)"
"""What is behind a letter by night and by day."""
OF_LETTERS = UNDECIDED | {"frame-tested"}
"""Frames run no script, axe neither: letters have tests of their own."""


@pytest.fixture
def running(folder: Folder) -> Iterator[Running]:
    with previewed(folder) as started:
        yield started


@pytest.fixture(params=["light", "dark"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser whose system is light, and one whose system is dark."""
    opened = browser.new_context(color_scheme=request.param, viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def behind(page: Page, frame: str) -> str:
    """The colour behind the letter in a frame."""
    letter = page.frame_locator(f"iframe[title='{frame}']").locator(".letter")
    return str(letter.evaluate("letter => getComputedStyle(letter).backgroundColor"))


def test_a_page_follows_its_note(folder: Folder, running: Running, page: Page) -> None:
    page.goto(f"{running.address}en/2024/12/13/")
    folder.edit("content/2024-12-13.txt", "On bytes.", "On bytes, again.")

    expect(page.get_by_text("On bytes, again.")).to_be_visible()


def test_a_page_stays_where_it_was_read(folder: Folder, running: Running, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 300})
    page.goto(f"{running.address}en/2024/12/13/")
    page.evaluate("scrollTo(0, 200)")
    folder.edit("content/2024-12-13.txt", "On bytes.", "On bytes, again.")

    expect(page.get_by_text("On bytes, again.")).to_be_visible()
    page.wait_for_function("scrollY === 200")


@pytest.mark.parametrize("path", ["en/", ISSUE, "preview/", "nothing"])
def test_a_banner_comes_with_a_mistake_and_goes_with_it(
    folder: Folder, running: Running, page: Page, path: str
) -> None:
    page.goto(running.address + path)
    told = page.get_by_role("alert")
    expect(told).to_have_count(0)

    broken = folder.write("templates/pages/day.html", "{% if %}")
    expect(told).to_contain_text("templates/pages/day.html:1: ")
    broken.unlink()

    expect(told).to_have_count(0)


def test_a_mail_follows_its_note(folder: Folder, running: Running, page: Page) -> None:
    page.goto(running.address + ISSUE)
    folder.edit("content/2024-12-13.txt", "On words.", "On words, again.")

    expect(page.frame_locator("iframe[title='The letter on a phone']").get_by_text("On words, again.")).to_be_attached()
    expect(page.locator("pre.text")).to_contain_text("On words, again.")


def test_mistakes_in_notes_are_told_beside_what_could_be_read(folder: Folder, running: Running, page: Page) -> None:
    page.goto(f"{running.address}en/")
    folder.write("content/2024-12-14.md", "---\ntitle: [\n---\n\nWords.\n")

    page.get_by_text("1 mistake").click()

    expect(page.get_by_text("content/2024-12-14.md:")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_windows_that_nobody_sees_take_no_connection(folder: Folder, running: Running, page: Page) -> None:
    """A browser opens six to one server: eight windows that listened would be more than it loads."""
    page.context.add_init_script("Object.defineProperty(document, 'hidden', { get: () => !window.isSeen })")
    windows = [page, *(page.context.new_page() for _ in range(7))]
    for window in windows:
        window.goto(f"{running.address}en/2024/12/13/")
    folder.edit("content/2024-12-13.txt", "On bytes.", "On bytes, again.")
    running.heard.next("built")

    expect(page.get_by_text("On bytes.", exact=True)).to_be_visible()
    page.evaluate("window.isSeen = true; document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text("On bytes, again.")).to_be_visible()


def test_a_letter_is_as_wide_as_a_desk_and_as_a_phone(running: Running, page: Page) -> None:
    page.goto(running.address + ISSUE)

    widths = {
        title: page.frame_locator(f"iframe[title='{title}']").locator("html").evaluate("() => innerWidth")
        for title in ("The letter at a desk", "The letter on a phone")
    }

    assert widths["The letter at a desk"] >= 640
    assert widths["The letter on a phone"] == 375


def test_a_letter_is_shown_by_day_and_by_night_whatever_the_system(running: Running, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(running.address + ISSUE)

    by_day = {behind(page, "The letter at a desk"), behind(page, "The letter on a phone")}
    page.get_by_role("link", name="Dark").click()
    page.wait_for_url("**scheme=dark**")
    by_night = {behind(page, "The letter at a desk"), behind(page, "The letter on a phone")}
    page.get_by_role("link", name="No stylesheet").click()
    page.wait_for_url("**styles=off**")

    assert (by_day, by_night) == ({LIGHT}, {DARK})
    assert behind(page, "The letter at a desk") == LIGHT
    frame = page.frame_locator("iframe[title='The letter on a phone']")
    assert frame.locator("style").count() == 0


def test_a_letter_has_no_script_and_its_links_open_elsewhere(folder: Folder, running: Running, page: Page) -> None:
    folder.write(
        "templates/newsletter/note.html",
        '<script>document.title = "ran"</script><p><a href="https://notes.example/x">{{ item.entry.title }}</a></p>',
    )
    running.heard.next("built")
    page.goto(running.address + ISSUE)
    frame = page.frame_locator("iframe[title='The letter at a desk']")
    page.context.route("https://notes.example/**", lambda route: route.fulfill(body="elsewhere"))

    with page.expect_popup() as opened:
        frame.locator("a[href$='/x']").first.click()

    assert opened.value.url == "https://notes.example/x"
    assert frame.locator("html").evaluate("() => document.title") != "ran"
    assert page.url == running.address + ISSUE


def test_pictures_are_shown_and_not(folder: Folder, running: Running, page: Page) -> None:
    asked: list[str] = []
    folder.write("templates/newsletter/note.html", '<p><img src="https://notes.example/a.png" alt="A picture"></p>')
    running.heard.next("built")

    def abort(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.context.route("https://notes.example/**", abort)

    page.goto(f"{running.address}{ISSUE}?images=off")
    without = list(asked)
    page.get_by_role("link", name="Pictures", exact=True).click()
    page.wait_for_url(lambda url: "images" not in url)
    page.frame_locator("iframe[title='The letter at a desk']").get_by_alt_text("A picture").first.wait_for(
        state="attached"
    )

    assert without == []
    assert asked


def test_text_headers_and_size_are_those_of_the_message(running: Running, page: Page) -> None:
    page.goto(f"{running.address}preview/ko/2024-W50/")

    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download .eml").click()
    content = Path(downloaded.value.path()).read_bytes()
    message = message_from_bytes(content, policy=policy.default)
    html, text = (message.get_body([kind]) for kind in ("html", "plain"))
    assert html is not None
    assert text is not None
    size = len(html.get_payload(decode=True)) + len(b"\r\n")  # the last line's end is the boundary's (RFC 2046, 5.1.1)
    facts = page.locator(".facts").inner_text()
    shown = page.locator("pre.text").inner_text()
    headers = page.locator(".headers").inner_text()

    assert f"{size / 1024:.1f} KB of 102 KB" in facts
    assert CLIPPED_AT == 102 * 1024
    assert "2, none left to the web" in facts
    assert shown.split() == str(text.get_content()).split()
    assert message["Subject"] in headers
    assert "=?utf-8?b?" in headers
    assert message["List-Unsubscribe"] in headers


def test_a_choice_of_tags_is_the_letter_of_those_who_chose_them(running: Running, page: Page) -> None:
    page.goto(f"{running.address}{ISSUE}?scheme=dark")

    page.get_by_text("As a subscriber of every tag gets it").click()
    page.get_by_label("tokenizer").check()
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Notes, December 9–15, 2024: 1 note")
    expect(page.locator("pre.text")).to_contain_text("A paper on bytes")
    expect(page.locator("pre.text")).not_to_contain_text("A paper on words")
    expect(page.get_by_role("link", name="Dark")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Every tag").click()
    expect(page.locator("pre.text")).to_contain_text("A paper on words")


def test_all_but_loading_anew_needs_no_script(running: Running, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{running.address}preview/")
    page.get_by_role("link", name="Notes, December 9–15, 2024: 2 notes").click()
    page.get_by_role("link", name="Dark").click()

    expect(page.get_by_role("link", name="Dark")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("heading", name="Headers, as sent")).to_be_visible()
    context.close()


def test_every_switch_is_reached_by_the_keyboard(running: Running, page: Page) -> None:
    page.goto(running.address + ISSUE)
    reached = set()

    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.textContent.trim().slice(0, 40) || document.activeElement.title")
        )

    assert {"To the content", "Light", "Dark", "No pictures", "No stylesheet", "Download .eml"} <= reached
    assert {"The letter at a desk", "The letter on a phone"} <= reached


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: requirements/node.sh installs it")
@pytest.mark.parametrize("is_broken", [False, True], ids=["whole", "broken"])
def test_there_is_no_barrier(
    folder: Folder,
    running: Running,
    context: BrowserContext,
    is_broken: bool,  # noqa: FBT001  # a case of the parameters
) -> None:
    folder.write("content/undated.md", "Words.")
    running.heard.next("built")
    if is_broken:
        folder.write("templates/pages/day.html", "{% if %}")
        running.heard.next("failed")
    page = context.new_page()
    found = []

    for path in ("en/", "preview/", f"{ISSUE}?tag=llm", f"{ISSUE}?scheme=dark&styles=off", "nothing"):
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            page.goto(running.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            found += [f"{path}, {size['width']} px: {one}" for one in findings(page, AXE.read_text(), OF_LETTERS)]

    assert found == []
