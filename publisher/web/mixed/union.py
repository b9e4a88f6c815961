"""`/ko/tags/llm,tokenizer/`: feeds of what has any of these tags, and a page that says where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from publisher.content.channel import Channel
from publisher.feeds.head import STYLESHEET, Head, head
from publisher.pages.link import Link
from publisher.pages.subscribe import Feed
from publisher.web.answer import page
from publisher.web.assets import answered
from publisher.web.means import Means
from publisher.web.mixed.address import Union, parse_union
from publisher.web.mixed.mixer import Channelled, Mixer, Recipe
from publisher.web.mixed.stack import Stacks

_NEVER = datetime(1990, 1, 1, tzinfo=UTC)


def unions(means: Means) -> Blueprint:
    """The part that answers for several tags at once, and for one tag that is spelt otherwise."""
    part = Blueprint("unions", __name__)
    stacks = Stacks(means.root, means.settings.formats)
    mixer = Mixer(stacks, means.settings.formats, means.settings.feed_size)
    formats = {one.file_name: one for one in means.settings.formats}

    def union_at(language: str, names: str) -> Union:
        return _found(means, stacks, language, names) or abort(404)

    @part.get("/<language>/tags/<names>/", strict_slashes=False)
    def about(language: str, names: str) -> Response:
        union = union_at(language, names)
        if names != union.names or not request.path.endswith("/"):
            return _moved(means, union.folder)
        return _page(means, stacks, union) if union.is_several else abort(404)

    @part.get("/<language>/tags/<names>/<file_name>")
    def feed(language: str, names: str, file_name: str) -> Response:
        union = union_at(language, names) if file_name in formats else abort(404)
        if names != union.names:
            return _moved(means, union.folder + file_name)
        # What a single tag has is a file: here it was not there.
        recipe = _recipe(means, stacks, union) if union.is_several else abort(404)
        return answered(mixer.document(recipe, formats[file_name]))

    return part


def _found(means: Means, stacks: Stacks, language: str, names: str) -> Union | None:
    if language not in means.settings.site.codes:
        return None
    rules = means.settings.tags
    return parse_union(language, names, rules=rules, is_built=lambda folder: stacks.origin(folder) is not None)


def _translations(means: Means, stacks: Stacks, union: Union) -> tuple[Union, ...]:
    """The same tags in each other language that has all of them."""
    others = (code for code in means.settings.site.codes if code != union.language)
    found = (_found(means, stacks, code, union.names) for code in others)
    return tuple(other for other in found if other and other.paths == union.paths)


def _recipe(means: Means, stacks: Stacks, union: Union) -> Recipe:
    translations = _translations(means, stacks, union)
    return Recipe(
        key=(union, translations),
        language=union.language,
        channels=tuple(Channelled(language=union.language, folder=folder) for folder in union.folders),
        heading=lambda titles: partial(_head, means, union, translations, tuple(titles)),
        updated=_NEVER,
    )


def _head(
    means: Means, union: Union, translations: tuple[Union, ...], titles: tuple[str, ...], updated: datetime
) -> Head:
    site, whole = means.settings.site, Channel(language=union.language)
    address = site.address + quoted(union.folder)
    return replace(
        head(whole, updated, site=site, files={}),
        id=f"{whole.id(site)}/tags/{quoted(union.names)}",
        title=_title(means, union, titles),
        page=address,
        translations=tuple((other.language, site.address + quoted(other.folder)) for other in translations),
        feeds=tuple((one.media_type, address + one.file_name) for one in means.settings.formats),
        hubs=(),  # they are told of the feeds that are built
        stylesheet="../" * union.folder.count("/") + STYLESHEET,
    )


def _title(means: Means, union: Union, titles: Sequence[str]) -> str:
    """The site's title, and what each tag is called in its own."""
    title = Channel(language=union.language).title(means.settings.site)
    return f"{title} · {', '.join(one.removeprefix(f'{title} · ') for one in titles)}"


def _page(means: Means, stacks: Stacks, union: Union) -> Response:
    site, language = means.settings.site, means.settings.site.language(union.language)
    channels = [(folder, stacks.origin(folder)) for folder in union.folders]
    found = [(folder, stacks.stack(folder, origin)) for folder, origin in channels if origin]
    titles = [(folder, stack.title) for folder, stack in found if stack]
    title = _title(means, union, [title for _, title in titles])
    target = quoted(union.folder)
    offered = [
        Feed(
            format=one.name,
            title=f"{title} ({one.name})",
            target=target + one.file_name,
            media_type=one.media_type,
            language=union.language,
        )
        for one in means.settings.formats
    ]
    return page(
        means,
        "union",
        title=title,
        language=language,
        canonical=site.address + target,
        announced=offered,
        address=site.address + offered[0].target,
        feeds=offered,
        tags=[Link(label=name, target=quoted(folder), language=union.language) for folder, name in titles],
    )


def _moved(means: Means, path: str) -> Response:
    return Response(status=308, headers={"Location": f"{means.base}/{quoted(path)}", "Cache-Control": "no-cache"})


def quoted(path: str) -> str:
    """Percent-encoded, but for the commas that people read and write."""
    return quote(path, safe="/,")
