"""The theme's own files -> what every page loads from the web root: a stylesheet, a script and an icon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from publisher.file import File

if TYPE_CHECKING:
    from jinja2 import Environment

_SOURCES = {"style.css": ("style.css", "site.css"), "search.js": ("search.js",), "icon.svg": ("icon.svg",)}
"""A file of the web root -> the files of templates/pages/ that it is made of, one after another."""


def assets(environment: Environment) -> Iterator[File]:
    """The files that belong beside the pages; whatever they say, no page is asked to load more."""
    for name, sources in _SOURCES.items():
        yield File(path=name, content="".join(_source(environment, source) for source in sources).encode())


def addresses(files: Iterable[File]) -> Mapping[str, str]:
    """Each file's name -> the address that changes when its content does, so that browsers may keep it for ever."""
    return {file.path: f"{file.path}?{sha256(file.content).hexdigest()[:8]}" for file in files}


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None, "publisher.theme gives every environment a loader"
    source, _, _ = environment.loader.get_source(environment, f"pages/{name}")
    return source
