"""Search over tags, as a reader at a browser has it: with its script, without it, and by an address that was shared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import a_library, a_note, an_edition
from tests.pages.browsing import ADDRESS, Server
from tests.pages.builders import printed

LABELS = ("C++", "강화학습", "거대_언어_모델", "LLM", "llm-agent", "vision-language", "pre-training", "Éclair", "값",
          "Straße", "rag", "의료")  # fmt: skip
RARE = tuple(f"rare-{number:03}" for number in range(200))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Twelve tags of two notes, and so many of one that the last of them are folded away."""
    common = [a_note(tags=LABELS), a_note(tags=LABELS)]
    return printed(a_library(*common, a_note(tags=RARE), a_note(tags=("한국어만",), editions=(an_edition("ko"),))))


@pytest.fixture(scope="module", params=["", "ko/tags/"], ids=["front page", "tags of a language"])
def kept(browser: Browser, files: dict[str, bytes], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that tests share which only look for tags."""
    yield from opened(browser, files, request.param)


@pytest.fixture(params=["", "ko/tags/"], ids=["front page", "tags of a language"])
def page(browser: Browser, files: dict[str, bytes], request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from opened(browser, files, request.param)


@pytest.fixture
def tags_page(browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    yield from opened(browser, files, "ko/tags/")


def opened(browser: Browser, files: dict[str, bytes], path: str, **fields: Any) -> Iterator[Page]:
    context = browser.new_context(**fields)
    Server(files=files).attach(context)
    page = context.new_page()
    page.goto(ADDRESS + path)
    yield page
    context.close()


def shown(page: Page) -> list[str]:
    """The names of the tags that can be seen."""
    rows = page.locator("[data-tag]:visible")
    return [name.strip() for name in rows.locator("a:not(td a), th").all_inner_texts()]


def look_for(page: Page, words: str) -> list[str]:
    page.get_by_role("searchbox").fill(words)
    return shown(page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("llm", ["LLM", "llm-agent"]),
        ("LLM AGENT", ["llm-agent"]),
        ("vision_language", ["vision-language"]),
        ("vision language", ["vision-language"]),
        ("거대 언어", ["거대_언어_모델"]),
        ("pretraining", ["pre-training"]),
        ("#rag", ["rag"]),
        ("c++", ["C++"]),
        ("eclair", ["Éclair"]),
        (normalize("NFD", "Éclair"), ["Éclair"]),
        ("STRASSE", ["Straße"]),
        ("ｒａｇ", ["rag"]),
        ("no such tag", []),
    ],
)
def test_spelling_makes_no_difference(kept: Page, words: str, found: list[str]) -> None:
    assert look_for(kept, words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("강화", ["강화학습"]),
        ("화학", ["강화학습"]),
        ("ㄱㅎㅎㅅ", ["강화학습"]),
        ("ㄱㄷㅇㅇㅁㄷ", ["거대_언어_모델"]),
        ("ㅎㅅ", ["강화학습"]),
        ("ㄱ", ["값", "강화학습", "거대_언어_모델", "한국어만"]),
        # What an input method shows between two keys: 강화 is typed by way of 호, 학 by way of 홯.
        ("강호", ["강화학습"]),
        ("강홯", ["강화학습"]),
        ("강화하", ["강화학습"]),
        ("갑", ["값"]),
        ("값", ["값"]),
        ("ㄳ", []),
        ("으", ["의료"]),
        (normalize("NFD", "강화"), ["강화학습"]),
        ("습강", []),
    ],
)
def test_hangul_is_found_by_syllables_by_initials_and_half_typed(kept: Page, words: str, found: list[str]) -> None:
    assert look_for(kept, words) == found


def test_the_count_is_told_politely(page: Page) -> None:
    status = page.get_by_role("status")

    look_for(page, "llm")
    expect(status).to_have_text("태그 213개 가운데 2개")

    look_for(page, "")
    expect(status).to_have_text("")


def test_only_letters_with_a_hit_are_shown(page: Page) -> None:
    assert page.locator(".initials:visible").count() == 1

    look_for(page, "강화학습")

    assert page.locator("[data-letter]:visible").count() == 1
    assert page.locator(".initials:visible").count() == 0


def test_rare_tags_are_unfolded_where_they_are_found_and_folded_again(page: Page) -> None:
    folded = page.locator("details.rare")
    assert "rare-199" not in shown(page)

    assert look_for(page, "rare 199") == ["rare-199"]

    look_for(page, "llm")
    expect(folded).to_be_hidden()
    look_for(page, "")
    expect(folded).to_be_visible()
    expect(folded).not_to_have_attribute("open", "")


def test_what_a_reader_unfolded_stays_unfolded(tags_page: Page) -> None:
    tags_page.locator("details.rare > summary").click()
    look_for(tags_page, "llm")

    assert "rare-199" in look_for(tags_page, "")


def test_escape_clears_the_field(page: Page) -> None:
    everything = shown(page)
    look_for(page, "llm")

    page.keyboard.press("Escape")

    assert page.get_by_role("searchbox").input_value() == ""
    assert shown(page) == everything
    assert "?" not in page.url


def test_enter_opens_the_only_tag_that_is_found(page: Page) -> None:
    look_for(page, "ㄱㅎㅎㅅ")

    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("강화학습")


def test_enter_opens_the_tag_of_exactly_that_name(page: Page) -> None:
    look_for(page, "llm")

    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("LLM")


def test_enter_leads_to_the_first_of_several(tags_page: Page) -> None:
    look_for(tags_page, "ll")

    tags_page.keyboard.press("Enter")

    assert tags_page.evaluate("document.activeElement.textContent") == "LLM"


def test_an_address_can_be_shared(browser: Browser, files: dict[str, bytes], page: Page) -> None:
    look_for(page, "거대 언어")

    for again in opened(browser, files, page.url.removeprefix(ADDRESS)):
        assert again.get_by_role("searchbox").input_value() == "거대 언어"
        assert shown(again) == ["거대_언어_모델"]


def test_the_back_button_comes_back_to_what_was_found(page: Page) -> None:
    look_for(page, "ㄱㅎ")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("강화학습")

    page.go_back()

    assert page.get_by_role("searchbox").input_value() == "ㄱㅎ"
    assert shown(page) == ["강화학습"]


def test_a_letter_leads_to_its_tags(tags_page: Page) -> None:
    tags_page.set_viewport_size({"width": 375, "height": 300})

    tags_page.get_by_role("link", name="ㄱ", exact=True).click()

    tags_page.wait_for_function("scrollY > 0")
    expect(tags_page.locator("[id='initial-ㄱ']")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["", "ko/tags/"])
def test_without_scripts_there_is_no_field_and_every_tag(browser: Browser, files: dict[str, bytes], path: str) -> None:
    for page in opened(browser, files, f"{path}?q=llm", java_script_enabled=False):
        assert page.locator("input:visible").count() == 0
        assert set(LABELS) <= set(shown(page))
        page.locator("details.rare > summary").click()
        assert {*LABELS, *RARE} <= set(shown(page))


def test_it_works_from_a_disk(browser: Browser, files: dict[str, bytes], tmp_path: Path) -> None:
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    page = browser.new_page()
    page.goto((tmp_path / "ko" / "tags" / "index.html").as_uri())

    assert look_for(page, "ㄱㅎㅎㅅ") == ["강화학습"]
    assert look_for(page, "llm") == ["LLM", "llm-agent"]
    page.close()
