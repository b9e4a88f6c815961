"""A text of a table -> where a file lies, from the folder of publisher.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def _path(value: str) -> str:
    if not value or value.startswith("~"):
        raise ValueError(f'expected a path from the folder of publisher.toml, or from /, got "{value}"')
    return value


FilePath = Annotated[str, AfterValidator(_path)]
