"""What a feed format is: how it serialises an entry, once, and makes feeds of such entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publisher.feeds.head import Head
from publisher.feeds.item import Item
from publisher.feeds.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a channel."""

    key: str
    """As publisher.toml names it: `atom`."""
    name: str
    """As readers know it: `Atom`."""
    file_name: str
    """In the channel's folder: `atom.xml`."""
    media_type: str
    serialise: Callable[[Item], bytes]
    """An entry, in bytes that stand in any feed of this format."""
    assemble: Callable[[Head, Sequence[bytes]], bytes]
    """A whole feed, from entries that are serialised already, newest first."""
    take_apart: Callable[[bytes], Parts]
    """What `assemble` has put together; ValueError where it has not."""

    @property
    def is_xml(self) -> bool:
        """Whether every feed reader takes it: most know nothing but XML."""
        return self.media_type.endswith("+xml")
