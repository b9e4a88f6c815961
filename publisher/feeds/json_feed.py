"""Items -> JSON Feed 1.1 (jsonfeed.org/version/1.1), spliced from bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from publisher.feeds.format import Format
from publisher.feeds.head import Head
from publisher.feeds.item import Item
from publisher.feeds.parts import Part, Parts
from publisher.site import Person

_MEDIA_TYPE = "application/feed+json"
_ABOUT = "The same in other languages, the identifiers of a note's paper, and where its author heard of it (via)."
# No newline stands inside an item: JSON escapes it.
_ITEMS, _BETWEEN, _END = b', "items": [\n', b",\n", b"\n]}\n"
_VERSION = "https://jsonfeed.org/version/1.1"


def _serialise(item: Item) -> bytes:
    return _encode(
        {
            "id": item.id,
            "url": item.address,
            "external_url": item.paper,
            "title": item.title,
            "image": item.images[0].address if item.images else "",
            "content_html": item.content,
            "summary": item.summary,
            "date_published": item.published.isoformat(),
            "date_modified": item.updated.isoformat(),
            "authors": _people(item.authors),
            "tags": [tag.label for tag in item.tags],
            "language": item.language,
            "_publisher": _present(
                {
                    "translations": _links(item.translations),
                    "identifiers": _present({"arxiv": item.identifiers.arxiv, "doi": item.identifiers.doi}),
                    "via": item.via,
                }
            ),
        }
    )


def _assemble(head: Head, items: Sequence[bytes]) -> bytes:
    start = _encode(
        {
            "version": _VERSION,
            "title": head.title,
            "home_page_url": head.page,
            "feed_url": dict(head.feeds)[_MEDIA_TYPE],
            "description": head.subtitle,
            "authors": _people(head.authors),
            "language": head.language,
            "hubs": [{"type": "WebSub", "url": hub} for hub in head.hubs],
            "_publisher": _present({"about": _ABOUT, "translations": _links(head.translations)}),
        }
    )
    return b"".join([start.removesuffix(b"}"), _ITEMS, _BETWEEN.join(items), _END])


def _take_apart(content: bytes) -> Parts:
    start, _, rest = content.partition(_ITEMS)
    forms = filter(None, rest.removesuffix(_END).split(_BETWEEN))
    try:
        return Parts(title=json.loads(start + b"}")["title"], parts=tuple(map(_part, forms)))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"expected a feed of this program: {error}") from error


def _part(form: bytes) -> Part:
    item = json.loads(form)
    published, updated = (datetime.fromisoformat(item[name]) for name in ("date_published", "date_modified"))
    return Part(id=item["id"], published=published, updated=updated, form=form)


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [{"name": person.name, "url": person.uri} if person.uri else {"name": person.name} for person in people]


def _links(translations: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"language": language, "url": address} for language, address in translations]


def _present(fields: dict[str, object]) -> dict[str, object]:
    """The fields that are not empty: the format wants the others left out."""
    return {name: value for name, value in fields.items() if value}


def _encode(fields: dict[str, object]) -> bytes:
    return json.dumps(_present(fields), ensure_ascii=False).encode()


JSON_FEED = Format(
    key="json",
    name="JSON Feed",
    file_name="feed.json",
    media_type=_MEDIA_TYPE,
    serialise=_serialise,
    assemble=_assemble,
    take_apart=_take_apart,
)
