"""Where templates are found: the site's own file first, then the one that ships with the program."""

from __future__ import annotations

import hashlib
import os
import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.errors import Problem, PublisherError

if TYPE_CHECKING:
    from jinja2 import Environment


Words = str | dict[str, str]
"""A string of templates, or one for each plural form."""

_ENDINGS = (".html", ".txt", ".css", ".xml")
_OURS_ALONE = frozenset({"init", "preview"})
"""Folders of what no site replaces."""
_SHIPPED = "shipped"
"""`shipped/pages/base.html` is ours also where the site has its own, which may so extend what it stands for."""


def shipped() -> Path:
    """The folder of templates: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def replaceable() -> tuple[str, ...]:
    """The names of our templates that a site may have its own of, in order."""
    files = (path.relative_to(shipped()) for path in shipped().rglob("*") if path.is_file())
    return tuple(sorted(file.as_posix() for file in files if file.parts[0] not in _OURS_ALONE))


def words(code: str, own: Path | None) -> dict[str, Words]:
    """The strings of a language: English where nobody has translated them, a site's own file above ours."""
    merged = dict(_read(shipped() / "strings" / "en.toml"))
    for folder in (shipped(), *([own] if own else [])):
        for _, table in own_words(code, folder):
            merged.update(table)
    return merged


def untranslated(code: str, own: Path | None) -> Iterator[str]:
    """The keys of strings that `words` has in English although the language is another."""
    folders = (shipped(), *([own] if own else []))
    given = {key for folder in folders for _, table in own_words(code, folder) for key in table}
    return (key for key in _read(shipped() / "strings" / "en.toml") if key not in given)


def own_words(code: str, folder: Path) -> Iterator[tuple[Path, dict[str, Words]]]:
    """The files of a folder of templates that hold a language's strings: `pt`, then `pt-BR`."""
    for name in dict.fromkeys((code.split("-", maxsplit=1)[0], code)):
        file = folder / "strings" / f"{name}.toml"
        if file.is_file():
            yield file, _read(file)


def _read(file: Path) -> dict[str, Words]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, or nested without end
        raise PublisherError([Problem(file=str(file), message=f"expected TOML: {error}")]) from error


@contextmanager
def told(own: Path) -> Iterator[None]:
    """Name the template and the line where one fails: a site's own templates are its author's to mend."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        raise _mistake(
            error.filename or error.name or "templates", error.lineno, error.message or "cannot be read"
        ) from error
    except TemplateNotFound as error:
        raise _mistake(f"{own}/{error.name}", 0, "no such template") from error
    except PublisherError:
        raise
    except UnicodeDecodeError as error:
        raise _mistake(str(own), 0, "a template is no text in UTF-8") from error
    except Exception as error:
        file, line = _last_template(error)
        if not isinstance(error, TemplateError) and not Path(file).is_relative_to(own):
            raise
        raise _mistake(file or str(own), line, str(error) or type(error).__name__) from error


def _last_template(error: Exception) -> tuple[str, int]:
    """The innermost template that was at work, and its line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(_ENDINGS)]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)


def _mistake(file: str, line: int, message: str) -> PublisherError:
    return PublisherError([Problem(file=file, line=line, message=message)])


def environment(own: Path | None = None) -> Environment:
    """A Jinja environment; `own` is a site's folder of templates that override ours by name."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape

    folders = [own, shipped()] if own else [shipped()]
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folders), PrefixLoader({_SHIPPED: FileSystemLoader(shipped())})]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "xml"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def fingerprint(own: Path | None = None) -> str:
    """The same for as long as no file of the templates changes: whatever is made by one may use any other."""
    digest = hashlib.sha256()
    for folder in (own, shipped()):
        files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
        for file in files:
            digest.update(b"%s\0%s\0" % (os.fsencode(file.relative_to(folder or file)), file.read_bytes()))
    return digest.hexdigest()
