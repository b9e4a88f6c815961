"""The key of a page or a feed: another one whenever it reads otherwise, and the same one as long as it does not."""

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
        note("241218 Books", "길다. " * 2000, tags="#tokenizer"),
        draw(0),
    ):
        change(tmp_path)
    return tmp_path


def files(site: Path) -> dict[str, tuple[bytes, bytes]]:
    """Path -> key and content of every page and feed."""
    made = rehearse(read(site / "publisher.toml"), now=NOW, memory=FORGETFUL).files
    return {file.path: (file.key, file.content) for file in made if isinstance(file, LateFile)}


def differing(before: dict[str, tuple[bytes, bytes]], after: dict[str, tuple[bytes, bytes]], part: int) -> set[str]:
    return {path for path in before.keys() & after.keys() if before[path][part] != after[path][part]}


KO, EN = "ko/2024/12/13/index.html", "en/2024/12/13/index.html"
CHANGES = {
    "the text of a note": (note("241214 Words", "새 글입니다."), "ko/2024/12/14/index.html"),
    "the theme": (
        put(
            "templates/pages/_offer.html",
            "{% macro facts(a, b) %}x{% endmacro %}{% macro addresses(a, b) %}{% endmacro %}",
        ),
        "en/index.html",
    ),
    "how entries look": (
        put("templates/pages/_entry.html", "{% macro show(a, b, c, d, below_day=false) %}x{% endmacro %}"),
        EN,
    ),
    "the words of a language": (
        put("templates/strings/en.toml", 'abstract = "In short"\n'),
        EN,
    ),
    "the title of the site": (
        put("publisher.toml", CONFIGURATION.replace("Notes", "Papers")),
        EN,
    ),
    "its address": (put("publisher.toml", CONFIGURATION.replace("notes.", "papers.")), EN),
    "its formats": (put("publisher.toml", CONFIGURATION + '[feeds]\nformats = ["atom"]\n'), EN),
    "its time zone": (put("publisher.toml", CONFIGURATION + 'time_zone = "Asia/Seoul"\n'), EN),
    "how others spell a tag": (
        lambda folder: [note(f"24121{day} Other", tags="#LLM")(folder) for day in (3, 4, 5)],
        KO,
    ),
    "the next day": (note("241215 Between"), "ko/2024/12/14/index.html"),
    "the day before": (note("241212 Between"), KO),
    "the next issue": (note("241204 Early"), "ko/weekly/2024-W50/index.html"),
    "where a link leads": (move("241218 Books.md", "241219 Books.md"), KO),
    "the title of a related note": (
        lambda folder: (folder / "content/241218 Books.md").write_text(
            "*Tomes* (Ada)\n\n글입니다.\n\n<english>\nA text.\n</english>\n"
        ),
        "ko/2024/12/14/index.html",
    ),
    "the bytes of a picture": (draw(1), KO),
    "a translation": (note("241211 Lonely", tags=""), "ko/2024/12/11/index.html"),
    "how entries look in feeds": (put("templates/feeds/entry.html", "<p>x</p>"), "ko/tags/llm/rss.xml"),
    "how issues look in feeds": (put("templates/feeds/issue.html", "<p>x</p>"), "ko/weekly/atom.xml"),
    "the words of feeds": (put("templates/strings/ko.toml", 'weekly_about = "다"\n'), "ko/weekly/feed.json"),
    "the size of feeds": (put("publisher.toml", CONFIGURATION + "[feeds]\nentries = 1\ndays = 0\n"), "ko/atom.xml"),
    "their limit": (put("publisher.toml", CONFIGURATION + "[feeds]\nbytes = 10000\n"), "ko/atom.xml"),
    "their hubs": (put("publisher.toml", CONFIGURATION + '[websub]\nhubs = ["https://a.example/"]\n'), "ko/rss.xml"),
    "a link in a feed": (move("241218 Books.md", "241219 Books.md"), "ko/tags/llm/feed.json"),
    "a picture in a feed": (draw(1), "ko/tags/llm/atom.xml"),
    "another language of a tag": (note("241218 Books", english="", tags="#tokenizer"), "ko/tags/tokenizer/atom.xml"),
    "the number of notes": (note("241101 Old", english="", tags=""), "index.html"),
}


@pytest.mark.parametrize(("change", "path"), CHANGES.values(), ids=CHANGES)
def test_what_changes_a_file_changes_its_key(site: Path, change: Change, path: str) -> None:
    before = files(site)

    change(site)
    after = files(site)

    changed = differing(before, after, 1)
    assert path in changed
    assert changed <= differing(before, after, 0)


def test_a_file_that_reads_as_before_has_its_key_of_before(site: Path) -> None:
    before = files(site)

    note("241218 Books", "새 글입니다.", tags="#tokenizer")(site)
    after = files(site)

    assert files(site) == after
    assert differing(before, after, 0) == differing(before, after, 1)
    assert {"ko/2024/12/18/index.html", "ko/tags/tokenizer/atom.xml"} <= differing(before, after, 0)
