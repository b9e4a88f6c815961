"""Which feeds there are to be told of: those that stand at their own address."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.content.channel import channels
from publisher.content.library import Library
from publisher.feeds.formats import FORMATS
from publisher.site import Site

_NAMES = frozenset(feed_format.file_name for feed_format in FORMATS)


def topics(library: Library, site: Site) -> frozenset[str]:
    """The address that each feed gives as its own.

    The copies that an aliased tag keeps are none: they name the tag's feed, which is what their readers subscribe to.
    """
    return frozenset(site.url(channel.folder + name) for channel in channels(library, site) for name in _NAMES)


def hashes_by_address(hashes: Mapping[str, str], site: Site) -> dict[str, str]:
    """Of the files of a web root, path -> hash, the feeds: address -> hash."""
    return {site.url(path): digest for path, digest in hashes.items() if path.rpartition("/")[2] in _NAMES}
