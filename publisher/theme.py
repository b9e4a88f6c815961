"""Where templates are found: the site's own file first, then the one that ships with the program."""

from __future__ import annotations

import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.errors import Problem, PublisherError

if TYPE_CHECKING:
    from jinja2 import Environment


_ENDINGS = (".html", ".txt", ".css", ".xml")


def shipped() -> Path:
    """The folder of templates: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def words(code: str, own: Path | None) -> dict[str, str | dict[str, str]]:
    """The strings of a language: English where nobody has translated them, a site's own file above ours."""
    names = dict.fromkeys((code.split("-", maxsplit=1)[0], code))
    folders = (shipped(), *([own] if own else []))
    files = [folder / "strings" / f"{name}.toml" for folder in folders for name in names]
    merged: dict[str, str | dict[str, str]] = {}
    for file in (shipped() / "strings" / "en.toml", *files):
        if file.is_file():
            merged.update(_words(file))
    return merged


def _words(file: Path) -> dict[str, str | dict[str, str]]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PublisherError([Problem(file=str(file), message=f"expected TOML: {error}")]) from error


@contextmanager
def told() -> Iterator[None]:
    """Name the template and the line where one fails: a site's own templates are its author's to mend."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        raise _mistake(error.name or "templates", error.lineno, error.message or "cannot be read") from error
    except TemplateNotFound as error:
        raise _mistake(f"templates/{error.name}", 0, "no such template") from error
    except TemplateError as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(_ENDINGS)]
        file, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("templates", 0)
        raise _mistake(file, line, error.message or "failed") from error


def _mistake(file: str, line: int, message: str) -> PublisherError:
    return PublisherError([Problem(file=file, line=line, message=message)])


def environment(own: Path | None = None) -> Environment:
    """A Jinja environment; `own` is a site's folder of templates that override ours by name."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    folders = [own, shipped()] if own else [shipped()]
    return Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "xml"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
