"""Problems of content/ and of the register -> the same, by the paths that a person at the prompt knows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from publisher.config import Settings
from publisher.errors import Problem, PublisherError
from publisher.register.line import NAME as REGISTER


@contextmanager
def placing(settings: Settings) -> Iterator[None]:
    """Name files in what is raised as `placed` does."""
    try:
        yield
    except PublisherError as error:
        raise PublisherError(in_order(placed(error.problems, settings)) or error.message) from error


def placed(problems: Iterable[Problem], settings: Settings) -> Iterator[Problem]:
    """Say files of content/, and the register, as a person at the prompt would."""
    register = settings.paths.register
    for problem in problems:
        if problem.file in (REGISTER, register.name):
            yield replace(problem, file=str(shown(register)))
        elif Path(problem.file).is_absolute():
            yield replace(problem, file=str(shown(Path(problem.file))))
        else:
            yield replace(problem, file=str(shown(settings.paths.content) / problem.file))


def shown(path: Path) -> Path:
    return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems))
