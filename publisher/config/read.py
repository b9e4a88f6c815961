"""publisher.toml -> Settings, or every mistake in it, each with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from publisher import theme
from publisher.config.schema import Publication
from publisher.config.settings import Paths, Settings, settle
from publisher.content.source import clean
from publisher.errors import Problem, PublisherError

FILE_NAME = "publisher.toml"


def read(file: Path, **chosen: Path | None) -> Settings:
    """Read a configuration; `chosen` names paths (`content=…`) that the command line sets instead.

    PublisherError carries all mistakes together.
    """
    text = _text(file)
    publication = _publication(text, str(file))
    try:
        problems = tuple(_strange_words(publication, text, file))
        if problems:
            raise PublisherError(problems)
        return settle(publication, paths=_paths(publication, file.parent, chosen))
    except ValueError as error:
        raise PublisherError([Problem(file=str(file), message=str(error))]) from error


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PublisherError([Problem(file=str(file), message="expected text in UTF-8")]) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror}; `publisher init` makes a publication"
        raise PublisherError([Problem(file=str(file), message=message)]) from error


def _publication(text: str, file: str) -> Publication:
    try:
        table = tomllib.loads(text)
        if problems := tuple(_unprintable(table, (), text, file)):
            raise PublisherError(problems)
        return Publication.model_validate(table)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        message = f"expected TOML: {str(error).partition(' (at ')[0]}"
        raise PublisherError([Problem(file=file, line=line, message=message)]) from error
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise PublisherError(
            sorted(Problem(file=file, line=_line(text, e["loc"]), message=_message(e)) for e in details)
        ) from error


def _unprintable(value: object, location: tuple[str, ...], text: str, file: str) -> Iterator[Problem]:
    """Characters that no feed may hold: TOML can write them as escapes."""
    if isinstance(value, str) and clean(value) != value:
        yield Problem(file=file, line=_line(text, location), message=f"{'.'.join(location)}: a control character")
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unprintable(inner, (*location, str(key)), text, file)


def _message(error: ErrorDetails) -> str:
    name = ".".join(str(part) for part in error["loc"] if part != "strings-value")
    if error["type"] == "missing":
        return f"{name} is missing: an address, a title and languages are needed"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1]), _known(error["loc"][:-1]), n=1, cutoff=0.6)
        return f"unknown key {name}" + (f", is {near[0]} meant?" if near else "")
    reason = error["msg"].removeprefix("Value error, ")
    if reason.startswith("expected"):
        return f"{name}: {reason}"
    return f"{name}: {reason.replace('Input should be', 'expected')}, got {error['input']!r}"


def _known(location: Sequence[int | str]) -> list[str]:
    """The keys that the table at a location may have."""
    model: Any = Publication
    for part in location:
        if isinstance(model, type) and issubclass(model, BaseModel):
            model = model.model_fields[str(part)].annotation
        else:
            model = (get_args(model) or (None,))[-1]
    if isinstance(model, UnionType) or not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _line(text: str, location: Sequence[int | str]) -> int:
    """The line that sets a key, or that of its table; 0 where neither stands in the file."""
    names = [str(part) for part in location if isinstance(part, str)]
    table, found = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        if header:
            table = header[1].replace('"', "").replace(" ", "")
        key = re.match(r"\s*([\w\"'.-]+)\s*=", line)
        path = ".".join(part for part in (table, key[1].strip("\"'") if key else "") if part)
        if (key or header) and path == ".".join(names):
            return number
        if (key or header) and path and ".".join(names).startswith(f"{path}."):
            found = number
    return found


def _paths(publication: Publication, folder: Path, chosen: Mapping[str, Path | None]) -> Paths:
    table = publication.paths
    named = {
        "content": table.content,
        "output": table.output,
        "templates": table.templates,
        "newsletters": table.newsletters,
        "register": table.register_,
    }
    return Paths(**{name: (chosen.get(name) or folder / path).absolute() for name, path in named.items()})


def _strange_words(publication: Publication, text: str, file: Path) -> Iterator[Problem]:
    """Strings that no template asks for, and `{names}` in them that nothing fills."""
    for code, language in publication.languages.items():
        shipped = theme.words(code, None)
        for key, words in language.strings.items():
            line = _line(text, ("languages", code, "strings", key))
            name = f"languages.{code}.strings.{key}"
            if key not in shipped:
                near = difflib.get_close_matches(key, list(shipped), n=1)
                message = f"unknown key {name}" + (f", is {near[0]} meant?" if near else "")
                yield Problem(file=str(file), line=line, message=message)
            elif strange := _fields(words) - _fields(shipped[key]) - {"count"}:
                yield Problem(file=str(file), line=line, message=f"{name}: nothing fills {{{min(strange)}}}")


def _fields(words: str | Mapping[str, str]) -> set[str]:
    texts = [words] if isinstance(words, str) else list(words.values())
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
