"""Entries -> the files of the pictures that they show, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.content.files.picture import Picture
from publisher.content.gallery import Gallery
from publisher.content.library import Library
from publisher.content.rendering.article import Articles, may_show_pictures
from publisher.file import File


def pictures(library: Library, *, articles: Articles, gallery: Gallery) -> Iterator[File]:
    """Each picture once, however many entries show it; its bytes are read when it is asked for, and not kept."""
    shown: dict[str, Picture] = {}
    for entry in filter(may_show_pictures, library.entries):
        for name, _ in articles(entry).pictured:
            found = gallery.find(entry.file, name)
            if isinstance(found, Picture):
                shown.setdefault(found.path, found)
    for path in sorted(shown):
        yield File(path=path, content=gallery.content(shown[path]))
