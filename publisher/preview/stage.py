"""What the newest edition is and what became of the newest try: told by whoever builds, asked for by those who look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Condition

from publisher.preview.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """How things stand."""

    number: int
    """Another one after each try."""
    edition: Edition | None = None
    """The last that could be built."""
    faults: tuple[str, ...] = ()
    """Why what is there now could not be, a line each; none where the edition is of what is there now."""


class Stage:
    """Holds the scene; many threads look, one changes it."""

    def __init__(self, *, first: int = 0) -> None:
        """`first` differs from start to start, so that a page of an earlier one is loaded anew."""
        self._scene = Scene(number=first)
        self._turned = Condition()
        self._is_closed = False

    @property
    def scene(self) -> Scene:
        return self._scene

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def show(self, edition: Edition) -> None:
        self._turn(Scene(number=self._scene.number + 1, edition=edition))

    def fail(self, faults: Iterable[str]) -> None:
        """Keep the last edition, and say why there is no newer one."""
        self._turn(replace(self._scene, number=self._scene.number + 1, faults=tuple(faults)))

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._is_closed = True
        with self._turned:
            self._turned.notify_all()

    def wait(self, number: int, seconds: float) -> int:
        """The number of the scene, at once where it is another than this one, else when it is or after so long."""
        with self._turned:
            self._turned.wait_for(lambda: self._is_closed or self._scene.number != number, seconds)
        return self._scene.number

    def _turn(self, scene: Scene) -> None:
        with self._turned:
            self._scene = scene
            self._turned.notify_all()
