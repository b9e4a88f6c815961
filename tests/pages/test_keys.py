"""A page's key: another one whenever the page reads otherwise, and the same one as long as it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.config import read
from publisher.file import LateFile
from publisher.memory import FORGETFUL
from publisher.pipeline import rehearse
from tests.drawings import png

NOW = datetime(2024, 12, 24, tzinfo=UTC)
CONFIGURATION = 'address = "https://notes.example/"\ntitle = "Notes"\nlanguages = ["ko", "en"]\n'

Change = Callable[[Path], object]


def put(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    return change


def note(
    name: str, text: str = "글입니다.", *, english: str = "A text.", tags: str = "#llm", links: str = ""
) -> Change:
    translation = f"<english>\n{english}\n</english>\n\n" if english else ""
    return put(
        f"content/{name}.md", f"*{name[7:]}* (Ada)\n\n> We study it.\n\n{text}\n\n{translation}{tags}\n\n{links}"
    )


def draw(shade: int) -> Change:
    return lambda folder: (folder / "content/figure.png").write_bytes(png(shade=shade))


def move(name: str, other: str) -> Change:
    return lambda folder: (folder / "content" / name).rename(folder / "content" / other)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for change in (
        put("publisher.toml", CONFIGURATION),
        note("241211 Lonely", english="", tags=""),
        note("241213 Bytes", "글 [[241218 Books]] ![그림](figure.png)"),
        note("241214 Words", links="# Links\n\n[[241218 Books]]\n"),
        note("241218 Books", tags="#tokenizer"),
        draw(0),
    ):
        change(tmp_path)
    return tmp_path


def pages(site: Path) -> dict[str, tuple[bytes, bytes]]:
    """Path -> key and content of every page."""
    files = rehearse(read(site / "publisher.toml"), now=NOW, memory=FORGETFUL).files
    return {
        file.path: (file.key, file.content) for file in files if isinstance(file, LateFile) and ".html" in file.path
    }


def differing(before: dict[str, tuple[bytes, bytes]], after: dict[str, tuple[bytes, bytes]], part: int) -> set[str]:
    return {path for path in before.keys() & after.keys() if before[path][part] != after[path][part]}


CHANGES = {
    "the text of a note": (note("241214 Words", "새 글입니다."), "ko/2024/12/14/"),
    "the theme": (
        put(
            "templates/pages/_offer.html",
            "{% macro facts(a, b) %}x{% endmacro %}{% macro addresses(a, b) %}{% endmacro %}",
        ),
        "en/",
    ),
    "how entries look": (
        put("templates/pages/_entry.html", "{% macro show(a, b, c, d, below_day=false) %}x{% endmacro %}"),
        "en/2024/12/13/",
    ),
    "the words of a language": (put("templates/strings/en.toml", 'abstract = "In short"\n'), "en/2024/12/13/"),
    "the title of the site": (put("publisher.toml", CONFIGURATION.replace("Notes", "Papers")), "en/2024/12/13/"),
    "its address": (put("publisher.toml", CONFIGURATION.replace("notes.", "papers.")), "en/2024/12/13/"),
    "its formats": (put("publisher.toml", CONFIGURATION + '[feeds]\nformats = ["atom"]\n'), "en/2024/12/13/"),
    "its time zone": (put("publisher.toml", CONFIGURATION + 'time_zone = "Asia/Seoul"\n'), "en/2024/12/13/"),
    "how others spell a tag": (
        lambda folder: [note(f"24121{day} Other", tags="#LLM")(folder) for day in (3, 4, 5)],
        "ko/2024/12/13/",
    ),
    "the next day": (note("241215 Between"), "ko/2024/12/14/"),
    "the day before": (note("241212 Between"), "ko/2024/12/13/"),
    "the next issue": (note("241204 Early"), "ko/weekly/2024-W50/"),
    "where a link leads": (move("241218 Books.md", "241219 Books.md"), "ko/2024/12/13/"),
    "the title of a related note": (
        lambda folder: (folder / "content/241218 Books.md").write_text(
            "*Tomes* (Ada)\n\n글입니다.\n\n<english>\nA text.\n</english>\n"
        ),
        "ko/2024/12/14/",
    ),
    "the bytes of a picture": (draw(1), "ko/2024/12/13/"),
    "a translation": (note("241211 Lonely", tags=""), "ko/2024/12/11/"),
    "the number of notes": (note("241101 Old", english="", tags=""), "index.html"),
}


@pytest.mark.parametrize(("change", "folder"), CHANGES.values(), ids=CHANGES)
def test_what_changes_a_page_changes_its_key(site: Path, change: Change, folder: str) -> None:
    before = pages(site)

    change(site)
    after = pages(site)

    changed = differing(before, after, 1)
    assert f"{folder.removesuffix('index.html')}index.html" in changed
    assert changed <= differing(before, after, 0)


def test_a_page_that_reads_as_before_has_its_key_of_before(site: Path) -> None:
    before = pages(site)

    note("241218 Books", "새 글입니다.", tags="#tokenizer")(site)
    after = pages(site)

    assert pages(site) == after
    assert differing(before, after, 0) == differing(before, after, 1)
    assert "ko/2024/12/14/index.html" not in differing(before, after, 0)
