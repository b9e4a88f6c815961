"""The YAML of front matter -> plain strings and lists by key, each with its line; or why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from publisher.content.files.source import clean
from publisher.content.formats.plain_yaml import read_plain
from publisher.errors import Problem

_LONGEST = 64 * 1024
_MOST_DEEP = 20
_NOTHING = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a key is set to."""

    value: object
    """Text, or a list or mapping of the same; dates and numbers are left as they are spelt."""
    line: int


def read_yaml(text: str, *, file: str, first: int) -> tuple[dict[str, Setting], tuple[Problem, ...]]:
    """Read a mapping by its keys in lower case; `first` is the number of the text's first line.

    A key set to nothing is left out. Aliases are refused: they make YAML bombs. So are tags, which make objects.
    """
    if len(text) > _LONGEST:
        return {}, (_mistake(file, first, f"front matter is too long: expected at most {_LONGEST} characters"),)
    if (plain := read_plain(text.split("\n"))) is not None:
        return _told({key: Setting(value=value, line=first + line) for key, (value, line) in plain.items()}), ()
    try:
        strange = _strange_line(text)
        if strange is not None:
            message = "expected plain YAML, without aliases, tags and deep nesting"
            return {}, (_mistake(file, first + strange, message),)
        return _settings(text, first), ()
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line, text.count("\n")) if error.problem_mark else 0
        return {}, (_mistake(file, first + line, f"front matter is not YAML: {error.problem}"),)
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        return {}, (_mistake(file, first, f"front matter is not YAML: {reason}"),)


def _strange_line(text: str) -> int | None:
    """The first line, from 0, of what front matter has no need of; None when all of it is plain."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None) or depth > _MOST_DEEP:
            return event.start_mark.line if event.start_mark else 0
    return None


def _settings(text: str, first: int) -> dict[str, Setting]:
    loader = yaml.CBaseLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            raise ValueError("expected the form `title: …`")
        strange = next((key for key, _ in root.value if not isinstance(key, yaml.ScalarNode)), None)
        if strange is not None:
            raise yaml.MarkedYAMLError(problem="expected words as keys", problem_mark=strange.start_mark)
        if repeated := _repeated(key for key, _ in root.value):
            raise yaml.MarkedYAMLError(problem=f"{repeated.value} is set twice", problem_mark=repeated.start_mark)
        settings = {
            str(key.value).lower(): Setting(
                value=_cleaned(loader.construct_object(node, deep=True)), line=first + key.start_mark.line
            )
            for key, node in root.value
        }
        return _told(settings)
    finally:
        loader.dispose()


def _repeated(keys: Iterable[yaml.ScalarNode]) -> yaml.ScalarNode | None:
    """The first key that stands above it already: YAML forbids that, its parsers forget one of the two."""
    seen: set[str] = set()
    for key in keys:
        if (name := str(key.value).lower()) in seen:
            return key
        seen.add(name)
    return None


def _told(settings: dict[str, Setting]) -> dict[str, Setting]:
    """Those that are set to something."""
    return {
        key: setting
        for key, setting in settings.items()
        if not (isinstance(setting.value, str) and setting.value in _NOTHING)
    }


def _cleaned(value: object) -> object:
    """YAML can write characters that no file may hold, such as "\\ud800"."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


def _mistake(file: str, line: int, message: str) -> Problem:
    return Problem(file=file, line=line, message=message)
