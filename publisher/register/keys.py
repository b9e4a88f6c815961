"""A note -> what it is recognised by, however it is moved, retitled or edited."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from dataclasses import dataclass

from publisher.content.note import Edition, Note
from publisher.content.words.seen import seen_hash
from publisher.register.address import address_key

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a note is recognised by. A hash is short: it tells versions apart, it proves nothing."""

    file: str
    source: str
    """Hash of the whole source."""
    addresses: tuple[str, ...]
    """Each in one form for all of its spellings; the note's own first."""
    titles: tuple[str, ...]
    """Letters and digits only, casefolded; the note's own first. At least one."""
    authors: str
    """Hash of the authors; where none is named, of the note's own date."""
    abstracts: tuple[str, ...]
    """Hash of each abstract."""


def keys_of(note: Note) -> Keys:
    titles = (note.title, *(edition.title for edition in note.editions))
    abstracts = dict.fromkeys(edition.abstract for edition in note.editions)
    return Keys(
        file=note.file,
        source=note.source_hash[:16],
        addresses=tuple(dict.fromkeys(key for address in note.addresses if (key := address_key(address)))),
        titles=tuple(dict.fromkeys(title_key(title) for title in dict.fromkeys(titles))),
        authors=digest(title_key(" ".join(note.authors) or note.date.isoformat())),
        abstracts=tuple(digest(*abstract.split()) for abstract in abstracts if abstract.strip()),
    )


def title_key(title: str) -> str:
    """Letters and digits, casefolded; where a title has none of them, the title as it is."""
    if title.isascii():
        folded = title.lower()
    else:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).casefold())
    return _NOT_ALPHANUMERIC.sub("", folded) or folded.strip()


def text_hash(note: Note, edition: Edition) -> str:
    """Hash of what readers see of an edition, as source: not its tags and links to other notes, and no HTML.

    A picture is its name, as the author wrote it: other bytes under the same name are no other text.
    """
    return digest(
        note.date.isoformat(),
        " ".join(edition.title.split()),
        "\n".join(note.authors),
        "".join(note.addresses[:1]),
        edition.seen or seen_hash(edition.abstract, edition.commentary),
        # So that notes without them keep the hash that they had.
        *filter(None, (note.via,)),
        *((f"image {note.image}",) if note.image else ()),
    )


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_order(file: str) -> tuple[str, str]:
    """Sort files by path, and `Title.md` before its copy `Title 1.md`."""
    return posixpath.splitext(file)[0], file
