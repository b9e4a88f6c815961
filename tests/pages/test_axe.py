"""What axe-core, a tool that looks for barriers, finds on any kind of page: nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.browsing import ADDRESS, Server
from tests.pages.sites import ROOT, hard_site, own_site

AXE = ROOT / "requirements" / "node" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
UNDECIDED = {
    "color-contrast",  # of what is scrolled out of sight; test_style.py measures every colour on every ground
    "th-has-data-cells",  # of a header with the scope of a row group, which stands above its cells
}
"""What axe leaves to a person, who has looked."""
PHONE, DESK = {"width": 375, "height": 700}, {"width": 1200, "height": 900}

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: requirements/node.sh installs it")


@pytest.fixture(scope="module")
def axe() -> str:
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module", params=[own_site, hard_site], ids=["own", "hard"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context()
    Server(files=request.param()).attach(context)
    yield context.new_page()
    context.close()


def findings(page: Page, axe: str, undecided: Collection[str] = UNDECIDED) -> list[str]:
    """Each rule that is broken, or that axe cannot decide on, with the element at fault."""
    page.evaluate(axe)
    result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations', 'incomplete']})", RULES)
    assert len(result["passes"]) > 10
    return [
        f"{rule['id']}: {node['html'][:120]}: {node.get('failureSummary', '')}"
        for outcome in ("violations", "incomplete")
        for rule in result[outcome]
        if outcome == "violations" or rule["id"] not in undecided
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("", "ko/", "en/", "ko/tags/", "en/tags/tokenizer/", "ko/2024/12/14/", "en/2024/12/13/"),
        *("ko/weekly/", "en/weekly/2024-W50/"),
    ],
)
def test_there_is_no_barrier(page: Page, axe: str, path: str) -> None:
    found = []
    page.goto(ADDRESS + path)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    for scheme in ("light", "dark"):
        for size in (PHONE, DESK):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            found += [f"{scheme}, {size['width']} px: {finding}" for finding in findings(page, axe)]

    assert found == []


@pytest.mark.parametrize("path", ["", "ko/tags/"])
def test_what_a_search_leaves_has_no_barrier(page: Page, axe: str, path: str) -> None:
    page.goto(f"{ADDRESS}{path}?q=llm")

    assert page.get_by_role("status").inner_text()
    assert findings(page, axe) == []
