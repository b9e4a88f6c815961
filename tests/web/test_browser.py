"""What is served, in a browser that heeds every header."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from publisher.web.gate import LOOPBACK
from tests.web.conftest import House
from tests.web.test_serving import running


@pytest.fixture
def served(browser: Browser, house: House) -> Iterator[tuple[Page, str, list[str]]]:
    """A page, where the site is, and what the browser complained of."""
    with running(house.application(hosts=LOOPBACK)) as port:
        context = browser.new_context(locale="ko-KR")
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("response", lambda answer: None if answer.ok else complaints.append(answer.url))
        yield page, f"http://127.0.0.1:{port}", complaints
        context.close()


def test_pages_and_feeds_look_as_they_are_meant_to(served: tuple[Page, str, list[str]]) -> None:
    page, address, complaints = served

    for path in ("/", "/ko/", "/ko/tags/", "/ko/tags/llm,tokenizer/"):
        page.goto(address + path)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
    for path in ("/ko/atom.xml", "/ko/tags/llm,tokenizer/atom.xml", "/en/tags/llm,tokenizer/rss.xml"):
        page.goto(address + path)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
        assert page.locator("h1").first.is_visible()

    assert complaints == []


def test_the_search_of_tags_works(served: tuple[Page, str, list[str]]) -> None:
    page, address, complaints = served

    page.goto(f"{address}/ko/tags/")
    page.locator("input").fill("임")

    assert page.locator("[data-tag]:visible").all_inner_texts()[0].startswith("임베딩")
    assert len(page.locator("[data-tag]:visible").all()) == 1
    assert complaints == []


def test_what_is_not_there_is_told_in_the_browser_s_language(served: tuple[Page, str, list[str]]) -> None:
    page, address, _ = served

    page.goto(f"{address}/nowhere")

    assert page.locator("h1").inner_text() == "페이지를 찾을 수 없습니다"
    page.locator("main a").click()
    page.wait_for_url(f"{address}/ko/")


def test_a_union_s_page_leads_to_its_feeds(served: tuple[Page, str, list[str]]) -> None:
    page, address, _ = served

    page.goto(f"{address}/en/tags/llm,tokenizer/")
    page.locator(".addresses a").first.click()
    page.wait_for_url(f"{address}/en/tags/llm,tokenizer/atom.xml")

    assert page.locator("h1").first.inner_text() == "Notes (English) · llm, tokenizer"
