"""The whole way in Chromium, at a phone's width, in Korean and English, with and without JavaScript."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from publisher.audience.links import Purpose
from publisher.audience.subscriber import State
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from tests.builders import a_chance
from tests.pages.test_axe import AXE, findings
from tests.web.people.browsing import Port, opened
from tests.web.people.visiting import Visited

PHONE = {"width": 375, "height": 740}
SHOTS = os.environ.get("PUBLISHER_SHOTS", "")
"""A folder for pictures of every page, to be looked at."""

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: requirements/node.sh installs it")


@pytest.fixture
def port(tmp_path: Path, built: Path) -> Iterator[Port]:
    shutil.copytree(built, tmp_path / "site")
    with open_store(StoreAddress(file=tmp_path / "publisher.db"), chance=a_chance()) as store:
        house = Visited(folder=tmp_path / "site", store=store)
        with opened(house) as port:
            house.build()
            yield port


@pytest.fixture(params=[True, False], ids=["with script", "without"])
def page(browser: Browser, request: pytest.FixtureRequest, port: Port) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 740}, java_script_enabled=request.param)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.on("requestfailed", lambda request: wrong.append(request.url))
    opened.on("request", lambda request: None if request.url.startswith(port.address) else wrong.append(request.url))
    yield opened
    context.close()
    assert wrong == []


def link(mail: EmailMessage) -> str:
    """What a reader's mail program opens."""
    html = mail.get_body(("html",))
    assert html
    found = re.search(
        r'class="pressed" href="(http://127[^"]+/(?:confirm|preferences|unsubscribe)/[^"]+)"', html.get_content()
    )
    assert found
    return found[1]


def pressed(control: Locator) -> None:
    """Press a button or a link, and wait for the page that it leads to."""
    with control.page.expect_navigation():
        control.click()


def looked_at(page: Page, name: str) -> None:
    """No page is wider than the phone; a picture of it is kept where somebody wants to look."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    box = page.locator("body").bounding_box()
    assert box
    assert box["width"] <= PHONE["width"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the buttons and links say."""

    code: str
    subscribe: str
    tags: tuple[str, ...]
    confirm: str
    save: str
    leave: str
    undo: str


ENGLISH = Words(
    code="en",
    subscribe="Subscribe",
    tags=("llm", "tokenizer"),
    confirm="Confirm the subscription",
    save="Save",
    leave="Unsubscribe",
    undo="Take it back",
)
KOREAN = Words(
    code="ko",
    subscribe="구독하기",
    tags=("llm", "임베딩"),
    confirm="구독 확인하기",
    save="저장하기",
    leave="구독 해지하기",
    undo="해지 취소하기",
)


@pytest.mark.parametrize("words", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_a_person_subscribes_confirms_changes_leaves_and_comes_back(page: Page, port: Port, words: Words) -> None:
    code = words.code
    house, other = port.house, {"en": "ko", "ko": "en"}[code]
    page.goto(f"{port.address}{code}/subscribe/")
    looked_at(page, f"{code}-1-subscribe")
    for tag in words.tags:
        page.locator(f"#choose-{code}").get_by_role("checkbox", name=tag).check()
    page.locator("#email").fill("ada@example.org")
    house.passes(seconds=5)
    pressed(page.get_by_role("button", name=words.subscribe, exact=True))
    looked_at(page, f"{code}-2-sent")

    page.goto(link(port.mails()[-1]))
    looked_at(page, f"{code}-3-confirm")
    assert house.subscriber().state is State.ASKED
    pressed(page.get_by_role("button", name=words.confirm))
    looked_at(page, f"{code}-4-subscribed")
    assert house.choices() == [f"{code}/{tag}" for tag in words.tags]

    pressed(page.locator("main a[href*='/preferences/']"))
    page.locator(f"#choose-{other} summary").first.click()
    page.locator(f"#choose-{other}").get_by_role("checkbox").first.check()
    looked_at(page, f"{code}-5-preferences")
    pressed(page.get_by_role("button", name=words.save))
    expect(page.get_by_role("status").filter(visible=True)).not_to_have_count(0)
    looked_at(page, f"{code}-6-saved")
    assert other in house.choices()

    pressed(page.get_by_role("link", name=words.leave))
    looked_at(page, f"{code}-7-leave")
    assert house.subscriber().state is State.CONFIRMED
    pressed(page.get_by_role("button", name=words.leave))
    looked_at(page, f"{code}-8-left")
    assert house.subscriber().state is State.LEFT

    page.goto(link(port.mails()[-1]))
    pressed(page.get_by_role("button", name=words.undo))
    looked_at(page, f"{code}-9-back")
    assert house.subscriber().state is State.CONFIRMED
    assert len(house.choices()) == 3


@pytest.mark.parametrize("width", [375, 1200])
def test_every_tag_is_reached_by_scrolling_down_alone(browser: Browser, port: Port, width: int) -> None:
    tags = " ".join(f"#tag-{number}-of-a-long-name" for number in range(40))
    port.house.write("content/2024-12-14.txt", f"2024-12-14\nMany\n(Ada)\nWe tag.\n붙입니다.\nWe tag.\n{tags}\n")
    port.house.build()
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{port.address}en/subscribe/")

    sideways = page.locator(".boxes:visible").evaluate_all(
        "boxes => boxes.map(box => box.scrollWidth - box.clientWidth)"
    )

    assert page.locator(".boxes:visible [data-tag]").count() > 40
    assert sideways == [0]
    page.close()


def test_tags_are_found_as_one_types(browser: Browser, port: Port) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(f"{port.address}en/subscribe/")

    page.get_by_role("searchbox").fill("ㅇㅂㄷ")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("searchbox").fill("token")
    visible = page.locator("[data-tag]:visible").all_inner_texts()

    assert [text.split()[0] for text in visible] == ["tokenizer", "tokenizer"]
    context.close()


def test_there_is_no_barrier_on_any_page(browser: Browser, port: Port) -> None:
    house, axe = port.house, AXE.read_text("utf-8")
    context = browser.new_context(viewport={"width": 375, "height": 740}, bypass_csp=True)
    page = context.new_page()
    found: list[str] = []

    def look(path: str) -> None:
        page.goto(port.address + path)
        check(path)

    def check(path: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        for width, scheme in ((375, "light"), (1200, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{width}-{re.sub(r'[^a-z]+', '-', path[:20])}.png", full_page=True)
            found.extend(f"{path}, {width} px: {finding}" for finding in findings(page, axe))

    look("en/subscribe/?choice=en/llm")
    page.locator("#email").fill("nobody")
    pressed(page.get_by_role("button", name="Subscribe"))
    check("en/subscribe/ with faults")
    look("ko/subscribe/sent/")
    look("en/preferences/unknown")
    page.goto(f"{port.address}ko/subscribe/?choice=ko")
    page.locator("#email").fill("ada@example.org")
    house.passes(seconds=5)
    pressed(page.get_by_role("button", name="구독하기", exact=True))
    confirm = link(port.mails()[-1]).removeprefix(port.address)
    look(confirm)
    pressed(page.get_by_role("button"))
    check(f"{confirm} done")
    for purpose, pages in ((Purpose.MANAGE, ("preferences", "forget")), (Purpose.LEAVE, ("unsubscribe",))):
        token = house.roster.token(purpose, house.subscriber())
        for name in pages:
            look(f"ko/{name}/{token}")
    pressed(page.get_by_role("button"))
    check("left")
    context.close()

    assert found == []
