"""The files of pictures: each once, and read no sooner than it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.content.files.walk import Found, walk
from publisher.content.gallery import Gallery
from publisher.content.rendering.article import articles
from publisher.content.rendering.gathered import pictures
from publisher.errors import PublisherError
from tests.builders import a_library, a_note, a_site, an_edition
from tests.content.reading import write
from tests.drawings import png


def test_bytes_of_a_picture_are_read_when_its_file_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"a.png": png(), "b.png": png(shade=1)})
    gallery = Gallery(found for found in walk(tmp_path) if isinstance(found, Found))
    library = a_library(a_note(editions=(an_edition("ko", commentary="![](a.png) ![](b.png) ![](a.png)"),)))
    files = pictures(library, articles=articles(library, a_site(), gallery=gallery), gallery=gallery)

    first = next(files)
    (tmp_path / "a.png").write_bytes(b"")
    (tmp_path / "b.png").write_bytes(b"")

    assert first.content in (png(), png(shade=1))
    with pytest.raises(PublisherError):
        next(files)


def test_a_picture_that_no_entry_shows_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.png": png()})
    gallery = Gallery(found for found in walk(tmp_path) if isinstance(found, Found))
    library = a_library(a_note(editions=(an_edition("ko", commentary="`![](a.png)` ![](gone.png)"),)))

    assert list(pictures(library, articles=articles(library, a_site(), gallery=gallery), gallery=gallery)) == []
