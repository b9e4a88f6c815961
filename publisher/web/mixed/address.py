"""The tags that an address names, in whatever spelling and order -> the one address that their union has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publisher.content.tags import TagRules, folder_name
from publisher.site import tag_folder, tags_folder

MOST = 16
"""Tags of one address."""
_BETWEEN = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """Tags of one language, each once, in order."""

    language: str
    paths: tuple[str, ...]
    """What the folder of each is called."""

    @property
    def is_several(self) -> bool:
        """Whether it is more than a tag, which has feeds of its own."""
        return len(self.paths) > 1

    @property
    def names(self) -> str:
        """As they stand in an address: `llm,tokenizer`."""
        return _BETWEEN.join(self.paths)

    @property
    def folder(self) -> str:
        """Below feeds/; of a single tag it is its own."""
        return f"{tags_folder(self.language)}{self.names}/"

    @property
    def folders(self) -> tuple[str, ...]:
        """Where the feeds of each are built."""
        return tuple(tag_folder(self.language, path) for path in self.paths)


def parse_union(language: str, names: str, *, rules: TagRules, is_built: Callable[[str], bool]) -> Union | None:
    """Read the tags of an address; None where they are none, too many, or one of them has no feed.

    `is_built` says whether a folder below feeds/ has feeds.
    """
    spellings = [name for name in names.split(_BETWEEN) if name]
    if not 0 < len(spellings) <= MOST:
        return None
    paths = [_path(language, spelling, rules, is_built) for spelling in spellings]
    if not all(paths):
        return None
    return Union(language=language, paths=tuple(sorted({path for path in paths if path})))


def _path(language: str, spelling: str, rules: TagRules, is_built: Callable[[str], bool]) -> str | None:
    """The folder of the tag that is spelt so, by its present name, or of the one whose folder is called so."""
    for path in (folder_name(rules.identity(spelling)), spelling):
        if not path.startswith(".") and is_built(tag_folder(language, path)):
            return path
    return None
