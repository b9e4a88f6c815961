"""publisher.toml -> Settings, or every mistake in it, each with its line."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from publisher import theme
from publisher.config.schema import Publication
from publisher.config.settings import SECRETS, Settings, settle
from publisher.config.tables.paths import Paths, is_served, misplaced, place
from publisher.config.tables.store import STORE_URL, settle_store
from publisher.config.tables.tags import settle_tags
from publisher.config.wording import fault
from publisher.content.files.source import clean
from publisher.errors import Problem, PublisherError, meant
from publisher.secrecy import is_sound
from publisher.store.address import StoreAddress

FILE_NAME = "publisher.toml"

_LARGEST = 1024 * 1024
_DEEPEST = 20
_SPOKEN_OF = ("address", "authority", "languages", "tags", "tags.aliases")


def read(file: Path, *, environment: Mapping[str, str] = os.environ, **chosen: Path | None) -> Settings:
    """Read a configuration; `chosen` names paths (`content=…`) that the command line sets instead.

    PublisherError carries all mistakes together.
    """
    text = _text(file)
    publication = _publication(text, file)
    paths = place(publication.paths, file.parent, chosen)
    problems = (
        *_misplaced(publication, paths, text, file),
        *_strange_words(publication, text, file),
        *_strange_files(publication, paths),
        *_strange_channels(publication, text, file),
        *_shown_mail(publication, paths, text, file),
        *_overheard(publication, text, file),
    )
    if problems:
        raise PublisherError(sorted(problems))
    store = _store(publication, environment, file)
    if is_served(store.file, paths):
        line = _line(text, ("store", "url"))
        message = f"store.url: expected a place outside the web root, got {store}"
        raise PublisherError([Problem(file=str(file), line=line, message=message)])
    try:
        tables = [f"languages.{code}" for code in publication.languages]
        lines = {key: _line(text, key.split(".")) for key in (*_SPOKEN_OF, *tables)}
        secrets = {name: environment[name] for name in SECRETS if name in environment}
        return settle(publication, paths=paths, file=file, lines=lines, store=store, secrets=secrets)
    except ValueError as error:
        raise _mistake(file, str(error)) from error


def _text(file: Path) -> str:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            raise _mistake(file, f"expected a text file of at most {_LARGEST} bytes")
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _mistake(file, "expected text in UTF-8") from error
    except FileNotFoundError as error:
        raise _mistake(file, "no such file: name yours with --config, or begin with `publisher init FOLDER`") from error
    except OSError as error:
        raise _mistake(file, f"cannot be read: {error.strerror}") from error


def _mistake(file: Path, message: str) -> PublisherError:
    return PublisherError([Problem(file=str(file), message=message)])


def _publication(text: str, file: Path) -> Publication:
    table = _table(text, file)
    if problems := tuple(_unprintable(table, (), text, str(file))):
        raise PublisherError(problems)
    try:
        return Publication.model_validate(table)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise PublisherError(
            sorted(Problem(file=str(file), line=_line(text, e["loc"]), message=_message(e)) for e in details)
        ) from error


def _table(text: str, file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        message = f"expected TOML: {str(error).partition(' (at ')[0]}"
        raise PublisherError([Problem(file=str(file), line=line, message=message)]) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets within 5,000 brackets
        raise _mistake(file, f"expected TOML: {error}") from error
    if _depth(table) > _DEEPEST:
        raise _mistake(file, f"expected tables within each other at most {_DEEPEST} deep")
    return table


def _depth(table: object) -> int:
    """How many tables and lists are within each other."""
    depth, layer = 0, [table]
    while layer:
        within = [
            value.values() if isinstance(value, dict) else value for value in layer if isinstance(value, (dict, list))
        ]
        layer = [inner for values in within for inner in values]
        depth += 1
    return depth


def _unprintable(value: object, location: tuple[str, ...], text: str, file: str) -> Iterator[Problem]:
    """Characters that no feed may hold: TOML can write them as escapes."""
    if isinstance(value, str) and clean(value) != value:
        yield Problem(file=file, line=_line(text, location), message=f"{'.'.join(location)}: a control character")
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unprintable(inner, (*location, str(key)), text, file)


def _message(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"]))
    if error["type"] == "missing":
        return f"{name} is missing" + ("" if "." in name else ": an address, a title and languages are needed")
    if error["type"] == "extra_forbidden":
        return f"unknown key {name}{meant(str(error['loc'][-1]), _known(error['loc'][:-1]))}"
    reason = " ".join(error["msg"].removeprefix("Value error, ").split())
    if reason.startswith("expected"):
        return f"{name}: {reason}"
    expected = re.sub(r"^Input should be ", "expected ", reason).replace("dictionary", "table")
    return f"{name}: {expected.removesuffix(' or instance of Author')}, got {error['input']!r}"


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


def _misplaced(publication: Publication, paths: Paths, text: str, file: Path) -> Iterator[Problem]:
    for key, message in misplaced(paths, publication.paths):
        yield Problem(file=str(file), line=_line(text, ("paths", key)), message=f"paths.{key}: {message}")


def _shown_mail(publication: Publication, paths: Paths, text: str, file: Path) -> Iterator[Problem]:
    """Messages hold addresses, and links by which anyone could leave in another's place."""
    folder = file.parent / publication.mail.folder
    if is_served(folder, paths):
        message = f"mail.folder: expected a place outside the web root, got {folder}"
        yield Problem(file=str(file), line=_line(text, ("mail", "folder")), message=message)


def _overheard(publication: Publication, text: str, file: Path) -> Iterator[Problem]:
    """Links by which people confirm, choose and leave are for them alone; without https letters have none."""
    if publication.newsletter.subscribe and not is_sound(publication.address):
        message = (
            f"newsletter.subscribe: expected a site of https (http on this machine alone), got {publication.address}"
        )
        yield Problem(file=str(file), line=_line(text, ("newsletter", "subscribe")), message=message)


def _store(publication: Publication, environment: Mapping[str, str], file: Path) -> StoreAddress:
    """The environment's store, or that of the file, from whose folder it starts."""
    try:
        return settle_store(publication.store, file.parent, environment)
    except ValueError as error:  # the file's own was read before
        raise PublisherError(f"{STORE_URL}: {error}") from error


def _strange_words(publication: Publication, text: str, file: Path) -> Iterator[Problem]:
    """Strings that no template asks for, and those that cannot stand for ours."""
    for code, language in publication.languages.items():
        shipped = theme.words(code, None)
        for key, words in language.strings.items():
            line = _line(text, ("languages", code, "strings", key))
            name = f"languages.{code}.strings.{key}"
            if key not in shipped:
                message = f"unknown key {name}{meant(key, list(shipped))}"
                yield Problem(file=str(file), line=line, message=message)
            elif message := fault(words, shipped[key]):
                yield Problem(file=str(file), line=line, message=f"{name}: {message}")


def _strange_files(publication: Publication, paths: Paths) -> Iterator[Problem]:
    """The same for templates/strings/*.toml of the site, whose own templates may ask for more."""
    for code in publication.languages:
        shipped = theme.words(code, None)
        for file, table in theme.own_words(code, paths.templates):
            for key, words in table.items():
                if message := fault(words, shipped.get(key)):
                    yield Problem(
                        file=str(file), line=_line(file.read_text("utf-8"), (key,)), message=f"{key}: {message}"
                    )


def _strange_channels(publication: Publication, text: str, file: Path) -> Iterator[Problem]:
    """Channels of tags that are shown nowhere, and their titles in languages that the site does not speak."""
    try:
        rules = settle_tags(publication.tags)
    except ValueError:  # told when the tags themselves are settled
        return
    for name, channel in publication.channels.items():
        for tag in channel.tags:
            if rules.identity(tag) in rules.hidden:
                message = f'channels.{name}.tags: expected tags that are shown, "{tag}" is hidden'
                yield Problem(file=str(file), line=_line(text, ("channels", name, "tags")), message=message)
        for code in channel.title if isinstance(channel.title, dict) else ():
            if code not in publication.languages:
                message = f"channels.{name}.title: expected some of {', '.join(publication.languages)}, got {code}"
                yield Problem(file=str(file), line=_line(text, ("channels", name, "title", code)), message=message)
