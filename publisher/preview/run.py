"""Build, serve, wait for a change, build again: until somebody ends it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Protocol

from publisher import theme
from publisher.config import Settings
from publisher.errors import Problem, PublisherError
from publisher.fingerprint import fingerprint
from publisher.preview.application import Application
from publisher.preview.edition import Edition, begin_with, make_edition
from publisher.preview.server import serving
from publisher.preview.stage import Stage
from publisher.preview.watching import Look, Places, look, wait_for_change
from publisher.watch import Watch, unwatched


class Told(Protocol):
    """Who is at the terminal."""

    def serving(self, address: str, asked: int) -> None:
        """It can be looked at, here; `asked` is the port that was asked for."""

    def built(self, edition: Edition, news: Iterable[Problem]) -> None:
        """There is a new edition; `news` are its problems that the one before had not."""

    def failed(self, faults: Iterable[str]) -> None:
        """There is none, for these reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is previewed, where, and how."""

    file: Path
    """The configuration."""
    read: Callable[[], Settings]
    """Reads it; PublisherError where that cannot be."""
    clock: Callable[[], datetime]
    host: str = "127.0.0.1"
    port: int = 8000
    drafts: bool = False
    """Whether drafts are shown too."""
    watch: Watch = unwatched
    ended: Event = field(default_factory=Event)
    """Set by whoever wants it to end."""

    def run(self, told: Told) -> None:
        """Serve until it is ended, by its event or by an interrupt; the temporary folder goes with it."""
        stage = Stage(first=int(self.clock().timestamp() * 1000))
        with TemporaryDirectory(prefix="publisher-preview-") as folder:
            builder = _Builder(preview=self, stage=stage, told=told, folder=Path(folder))
            builder.build()
            application = Application(stage, host=self.host)
            try:
                with serving(application, host=self.host, port=self.port) as address:
                    told.serving(address, self.port)
                    while builder.waited():
                        builder.build()
            finally:
                stage.close()


@dataclass(slots=True, kw_only=True)
class _Builder:
    preview: Preview
    stage: Stage
    told: Told
    folder: Path
    places: Places = field(init=False)
    program: str = field(default_factory=fingerprint)
    problems: frozenset[Problem] = frozenset()
    """Those that have been told."""
    seen: Look = field(default_factory=dict)
    is_new: bool = True

    def __post_init__(self) -> None:
        self.places = Places(watched=frozenset({self.preview.file}))

    def build(self) -> None:
        """Build what is there now, and tell what came of it; nothing that an author can write ends it."""
        self.seen = look(self.places)
        try:
            edition = self._edition()
        except PublisherError as error:
            self._fail(error.message.splitlines())
        except OSError as error:
            self._fail([f"{error.filename or 'a file'}: cannot be used: {error.strerror or error}"])
        except Exception as error:  # noqa: BLE001  # a fault of ours must not take the author's server away
            traceback.print_exc()
            self._fail([f"publisher itself failed: {type(error).__name__}: {error}"])
        else:
            self.stage.show(edition)
            self.told.built(edition, [one for one in edition.problems if one not in self.problems])
            self.problems = frozenset(edition.problems)

    def waited(self) -> bool:
        """Wait until something has changed since the build began; False where it is ended."""
        return wait_for_change(self.seen, self.places, self.preview.ended)

    def _edition(self) -> Edition:
        settings = self.preview.read()
        settings = replace(settings, load=replace(settings.load, shows_drafts=self.preview.drafts))
        self._watch(settings)
        if self.is_new:
            with suppress(OSError):
                begin_with(settings, self.folder)
            self.is_new = False
        return make_edition(
            settings,
            now=self.preview.clock(),
            folder=self.folder,
            program=self.program,
            watch=self.preview.watch,
        )

    def _watch(self, settings: Settings) -> None:
        paths = settings.paths
        places = Places(
            watched=frozenset((settings.file, paths.content, paths.templates, paths.register, theme.shipped())),
            apart=frozenset((paths.output, paths.newsletters)),
        )
        if places != self.places:
            self.places = places
            self.seen = look(places)

    def _fail(self, faults: Iterable[str]) -> None:
        lines = tuple(faults)
        self.stage.fail(lines)
        self.told.failed(lines)
