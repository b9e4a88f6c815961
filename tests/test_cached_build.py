"""Whatever is edited, and in whatever order, a build that remembers writes the same bytes as one that does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher import pipeline
from publisher.config import read
from publisher.config.tables.paths import CACHE
from publisher.register.guard import Policy
from tests.drawings import png

NOW = datetime(2024, 12, 24, tzinfo=UTC)
MEANT = Policy(allow_gone=True, allow_empty=True, publish_late=True, new_register=True)
CONFIGURATION = """
address = "https://notes.example/{path}"
title = "{title}"
languages = ["ko", "en"]
time_zone = "{zone}"
[tags.aliases]
{alias}
[languages_of_nobody]
"""
NAMES = ("241213 Bytes", "241214 Words", "241216 Sentences", "241217 Books")
TEXTS = (
    "글입니다. [[Bytes]]와 [[241214 Words|낱말]].",
    "**굵게**(강조)입니다. $x^2$ `code` https://a.example/x)과 그 밖에.",
    "- 하나\n- 둘 [[Nowhere]]",
    "글 ![그림](figure.png)과 ![[other.png]].",
)
FIGURES = ("figure.png", "img/figure.png", "other.png")
TRANSLATIONS = ("A text on [[Sentences]].", "Another *text*, 5 < 6 & more.", "")
TAGS = ("#llm", "#llm #Tokenizer", "#tokenizer #old_name", "#강화학습", "")

_MACRO = "{% macro show(entry, root, strings, whole, below_day=false) %}x{% endmacro %}"

Edit = Callable[[Path], None]


def write_note(name: str, title: str, text: str, translation: str, tags: str) -> Edit:
    english = f"<english>\n{translation}\n</english>\n\n" if translation else ""
    content = f"https://arxiv.org/abs/2412.0{len(name):04}\n\n*{title}* (Ada Lovelace)\n\n> We study it.\n\n"

    def edit(folder: Path) -> None:
        (folder / "content" / f"{name}.md").write_text(f"{content}{text}\n\n{english}{tags}\n", "utf-8")

    return edit


def move(name: str, other: str) -> Edit:
    def edit(folder: Path) -> None:
        if (file := folder / "content" / f"{name}.md").exists():
            file.rename(folder / "content" / f"{other}.md")

    return edit


def remove(name: str) -> Edit:
    return lambda folder: (folder / "content" / f"{name}.md").unlink(missing_ok=True)


def draw(name: str, content: bytes) -> Edit:
    """Put a picture beside the notes, or other bytes in its place, or take it away."""

    def edit(folder: Path) -> None:
        file = folder / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content) if content else file.unlink(missing_ok=True)

    return edit


def configure(title: str, path: str, zone: str, alias: str) -> Edit:
    text = CONFIGURATION.format(title=title, path=path, zone=zone, alias=alias).replace("[languages_of_nobody]\n", "")

    def edit(folder: Path) -> None:
        (folder / "publisher.toml").write_text(text, "utf-8")

    return edit


def override(name: str, text: str) -> Edit:
    """Put a template of the site's own above ours, or take it away again."""

    def edit(folder: Path) -> None:
        file = folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8") if text else file.unlink(missing_ok=True)

    return edit


def forget(folder: Path) -> None:
    shutil.rmtree(folder / CACHE, ignore_errors=True)


def damage(folder: Path) -> None:
    for file in (folder / CACHE).glob("*"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2 :: 97] = b"x" * len(content[len(content) // 2 :: 97])
        file.write_bytes(content)


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        write_note,
        st.sampled_from(NAMES),
        st.sampled_from(("Bytes", "Words", "Sentences")),
        st.sampled_from(TEXTS),
        st.sampled_from(TRANSLATIONS),
        st.sampled_from(TAGS),
    ),
    st.builds(move, st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.builds(remove, st.sampled_from(NAMES)),
    st.builds(draw, st.sampled_from(FIGURES), st.sampled_from((png(), png(shade=1), png(9, 9), b"no picture", b""))),
    st.builds(
        configure,
        st.sampled_from(("Notes", "Other notes")),
        st.sampled_from(("", "blog/")),
        st.sampled_from(("UTC", "Asia/Seoul")),
        st.sampled_from(("", 'old_name = "llm"')),
    ),
    st.builds(
        override,
        st.just("feeds/entry.html"),
        st.sampled_from(("", "<p>{{ entry.title }}</p>{{ article.commentary|safe }}")),
    ),
    st.builds(
        override,
        st.just("feeds/issue.html"),
        st.sampled_from(("", "{% for item in issue.items %}<p>{{ item.article.commentary|safe }}</p>{% endfor %}")),
    ),
    st.builds(
        override,
        st.just("strings/en.toml"),
        st.sampled_from(("", 'feed_paper = "The paper"', 'page_written = "{date}, so they say"')),
    ),
    st.builds(
        override,
        st.just("pages/_entry.html"),
        st.sampled_from(("", _MACRO)),
    ),
    st.sampled_from((forget, damage)),
)


def build(folder: Path, now: datetime) -> dict[str, bytes]:
    """Build a site, and return every file of its feeds and its register."""
    pipeline.build(read(folder / "publisher.toml"), now=now, policy=MEANT, strict=False)
    files = [file for file in (folder / "feeds").rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): file.read_bytes() for file in (*files, folder / "register.jsonl")}


def copy(site: Path, clean: Path) -> Path:
    """The same site, never built before but for its register."""
    for name in ("content", "templates"):
        if (site / name).exists():
            shutil.copytree(site / name, clean / name)
    for name in ("publisher.toml", "register.jsonl"):
        shutil.copy(site / name, clean / name)
    return clean


@pytest.mark.filterwarnings("error")
@given(steps=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_build_that_remembers_writes_what_a_clean_one_does(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Edit]]
) -> None:
    site = tmp_path_factory.mktemp("site")
    (site / "content").mkdir()
    configure("Notes", "", "UTC", "")(site)
    for name in NAMES:
        write_note(name, name[7:], TEXTS[-1 if name == NAMES[0] else 0], TRANSLATIONS[0], TAGS[0])(site)
    build(site, NOW)

    for number, edits in enumerate(steps, start=1):
        for edit in edits:
            edit(site)
        clean = copy(site, tmp_path_factory.mktemp("clean"))
        now = NOW + number * timedelta(hours=1)

        assert build(site, now) == build(clean, now)
