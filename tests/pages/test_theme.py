"""A site's own templates stand for ours, as README says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from publisher import theme
from publisher.errors import PublisherError
from tests.builders import a_library, a_note
from tests.pages.builders import notes_on, parsed, printed, texts
from tests.pages.sites import ROOT

README = (ROOT / "README.md").read_text("utf-8")

MARK = "A mark of the site's own."
"""What an own template says, in the place of ours or in a block of it."""


def macros(*signatures: str) -> str:
    return "".join("{% macro " + signature + " %}" + MARK + "{% endmacro %}" for signature in signatures)


PAGE = "{% extends 'pages/base.html' %}{% block content %}" + MARK + "{% endblock %}"
OWN = {
    "_entry.html": macros("show(entry, root, strings, whole, below_day=false)"),
    "_offer.html": macros("facts(offer, strings)", "addresses(offer, root)"),
    "_weekly.html": macros("weekly(topic, root, strings)"),
    "_tags.html": macros("search(tags, strings)", "initials(letters, prefix, label)"),
    "base.html": MARK,
    "channel.html": PAGE,
    "day.html": PAGE,
    "index.html": PAGE,
    "issue.html": PAGE,
    "tags.html": PAGE,
    "weekly.html": PAGE,
    "icon.svg": MARK,
    "search.js": MARK,
    "site.css": MARK,
    "style.css": MARK,
}


def built(own: Path) -> dict[str, bytes]:
    return printed(a_library(a_note(), *notes_on([a_note().date])), environment=theme.environment(own))


def an_example(kind: str) -> str:
    """The one block of README in this language."""
    (block,) = re.findall(rf"^```{kind}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return str(block)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    return tmp_path


def test_every_template_of_pages_is_tried() -> None:
    assert set(OWN) == {path.name for path in (theme.shipped() / "pages").iterdir()}


@pytest.mark.parametrize("name", OWN)
def test_an_own_file_stands_for_ours_of_the_same_name(own: Path, name: str) -> None:
    before = {path for path, content in built(own).items() if MARK in content.decode()}
    (own / "pages" / name).write_text(OWN[name], "utf-8")

    after = {path for path, content in built(own).items() if MARK in content.decode()}

    assert before == set()
    assert after


def test_the_line_that_readme_adds_stands_on_every_page_below_ours(own: Path) -> None:
    (own / "pages" / "base.html").write_text(an_example("html"), "utf-8")

    ours, theirs = printed(a_library(a_note())), printed(a_library(a_note()), environment=theme.environment(own))

    pages = [path for path in ours if path.endswith(".html")]
    assert len(pages) > 5
    for path in pages:
        changed = parsed(theirs[path])
        (line,) = changed.xpath("//footer[@class='colophon']/p[last()]")
        assert line.text_content() == "Copy as you like: CC BY 4.0"
        assert texts(changed, "//footer[@class='colophon']/p[position() < last()]") == _foot(parsed(ours[path]))
        assert texts(changed, "//main") == texts(parsed(ours[path]), "//main")


def test_the_colours_that_readme_names_follow_ours(own: Path) -> None:
    (own / "pages" / "site.css").write_text(an_example("css"), "utf-8")

    style = printed(a_library(a_note()), environment=theme.environment(own))["style.css"].decode()

    assert style == (theme.shipped() / "pages" / "style.css").read_text("utf-8") + an_example("css")


def test_the_blocks_that_readme_names_are_there() -> None:
    base = (theme.shipped() / "pages" / "base.html").read_text("utf-8")
    (sentence,) = re.findall(r"The other blocks are (.*?)\.", README)

    named = {"footer", *re.findall(r"`(\w+)`", sentence)}

    assert named == set(re.findall(r"{% block (\w+) %}", base)) - {"kind"}


def test_an_own_template_that_fails_is_named_with_its_line(own: Path) -> None:
    (own / "pages" / "base.html").write_text(
        '{% extends "shipped/pages/base.html" %}\n{% block head %}\n{{ nobody }}\n{% endblock %}\n', "utf-8"
    )

    with pytest.raises(PublisherError) as caught, theme.told(own):
        built(own)

    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(own / "pages" / "base.html"), 3)


def _foot(page: html.HtmlElement) -> list[str]:
    return texts(page, "//footer[@class='colophon']/p")
