"""A publication in a folder, its preview at work, and somebody who hears what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from publisher.config import Settings, read
from publisher.errors import Problem
from publisher.file import replace_whole
from publisher.preview.application import Application
from publisher.preview.edition import Edition, make_edition
from publisher.preview.run import Preview
from publisher.preview.stage import Stage
from tests.cli.conftest import CONFIGURATION, DAY_PAGE, NOW, VAULT_NOTE

PATIENCE = 60
"""Seconds after which a test gives up on what should have come long ago."""
SITE = "https://notes.example/"


class Folder:
    """A publication of two weeks; the second is still open."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.write("publisher.toml", CONFIGURATION)
        self.write("content/2024-12-13.txt", DAY_PAGE)
        self.write("content/vault/241223 Sentences.md", VAULT_NOTE)

    def write(self, path: str, text: str) -> Path:
        """Write a file in one step: a preview never sees it empty."""
        file = self.place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, text.encode())
        return file

    def edit(self, path: str, before: str, after: str) -> None:
        """Put other words in their place."""
        self.write(path, (self.place / path).read_text("utf-8").replace(before, after))

    def files(self) -> dict[str, bytes]:
        """Every file but what is hidden."""
        found = (file for file in self.place.rglob("*") if file.is_file())
        return {str(file.relative_to(self.place)): file.read_bytes() for file in found}

    def settings(self) -> Settings:
        return read(self.place / "publisher.toml")

    def edition(self) -> Edition:
        """What is there now, built beside it."""
        made = self.place.parent / "made"
        made.mkdir(exist_ok=True)
        return make_edition(self.settings(), now=NOW, folder=made, program="a test")


@dataclass(kw_only=True)
class Heard:
    """Hears what a preview says; `next` waits for it."""

    said: Queue[tuple[str, Any]] = field(default_factory=Queue)

    def next(self, kind: str) -> Any:
        heard, what = self.said.get(timeout=PATIENCE)
        assert heard == kind, what
        return what

    def serving(self, address: str, asked: int) -> None:
        self.said.put(("serving", (address, asked)))

    def built(self, edition: Edition, news: Iterable[Problem]) -> None:
        self.said.put(("built", (edition, [str(problem) for problem in news])))

    def failed(self, faults: Iterable[str]) -> None:
        self.said.put(("failed", list(faults)))


@dataclass(frozen=True, kw_only=True)
class Running:
    """A preview at work."""

    address: str
    heard: Heard


@contextmanager
def previewed(folder: Folder, **fields: Any) -> Iterator[Running]:
    """A preview of a folder while the context lasts, after its first build."""
    heard = Heard()
    preview = Preview(
        **{
            "file": folder.place / "publisher.toml",
            "read": folder.settings,
            "clock": lambda: NOW,
            "port": 0,
            "ended": Event(),
            **fields,
        }
    )
    thread = Thread(target=preview.run, args=(heard,))
    thread.start()
    try:
        first, _ = heard.said.get(timeout=PATIENCE)
        assert first in ("built", "failed")
        address, _ = heard.next("serving")
        yield Running(address=address, heard=heard)
    finally:
        preview.ended.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


@dataclass(frozen=True, kw_only=True)
class Got:
    """An answer as a browser has it."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def staged(edition: Edition, *, host: str = "127.0.0.1") -> Application:
    """An application that shows an edition."""
    stage = Stage()
    stage.show(edition)
    return Application(stage, host=host)


def ask(application: WSGIApplication, path: str, *, method: str = "GET", host: str = "localhost:8000") -> Got:
    """Ask as PEP 3333 wants it; the standard library's validator watches both sides."""
    bare, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": bare.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "wsgi.input": BytesIO(),
    }
    setup_testing_defaults(environ)
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
        started.append((status, headers))
        return lambda _: None

    answer = validator(application)(environ, start_response)
    try:
        content = b"".join(answer)
    finally:
        answer.close()  # type: ignore[attr-defined]  # the validator's own has it
    ((status, headers),) = started
    return Got(status=int(status[:3]), headers=dict(headers), content=content)
