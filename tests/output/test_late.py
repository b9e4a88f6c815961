"""Files that are made when they are asked for: no sooner, and never wrong."""

from __future__ import annotations

from pathlib import Path

from publisher.cache import remembering
from publisher.file import LateFile
from publisher.output import write


def build(folder: Path, text: str, made: list[str]) -> None:
    """Write one file whose key is its text, and note that it was made."""

    def make() -> bytes:
        made.append(text)
        return text.encode()

    with remembering(folder / "cache", program="p") as memory:
        write([LateFile(path="page", key=text.encode(), make=make)], folder / "feeds", memory=memory)


def builds(folder: Path, *texts: str) -> list[str]:
    made: list[str] = []
    for text in texts:
        build(folder, text, made)
        assert (folder / "feeds/page").read_text() == text
    return made


def test_what_an_earlier_build_made_is_not_made_again(tmp_path: Path) -> None:
    assert builds(tmp_path, "one", "one", "two", "two") == ["one", "two"]


def test_what_is_no_longer_there_is_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    build(tmp_path, "one", made)
    for damage in (Path.unlink, lambda page: page.write_text("one more"), lambda page: page.write_text("eno")):
        damage(tmp_path / "feeds/page")

        build(tmp_path, "one", made)

        assert (tmp_path / "feeds/page").read_text() == "one"
    assert made == ["one"] * 4
