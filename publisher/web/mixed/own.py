"""`/feeds/…/atom.xml`: what one subscriber chose, as a feed at an address that nobody guesses and nothing leads to.

One feed holds all that they chose, in whatever languages: each entry says which it is in. Whoever left, was forgotten
or never was here gets the same answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256

from flask import Blueprint, Response, abort

from publisher.audience.choice import Choice, followed
from publisher.audience.links import Purpose
from publisher.audience.subscriber import State, Subscriber
from publisher.content.channel import Channel
from publisher.content.tags import folder_name
from publisher.feeds.format import Format
from publisher.feeds.head import STYLESHEET, Head, head
from publisher.site import Language, Site, language_folder, tag_folder
from publisher.web.assets import answered
from publisher.web.means import Means
from publisher.web.mixed.mixer import Channelled, Mixer, Recipe
from publisher.web.mixed.stack import Stacks

_PRIVATE = (("X-Robots-Tag", "noindex"), ("Referrer-Policy", "no-referrer"))


def own_feed(site: Site, token: str, feed_format: Format) -> str:
    """The address of the feed of the subscriber whom a `Purpose.FEED` token names."""
    return site.url(f"{_folder(token)}{feed_format.file_name}")


def own_feeds(means: Means) -> Blueprint:
    """The part that answers each subscriber's own feed."""
    part = Blueprint("own_feeds", __name__)
    mixer = Mixer(Stacks(means.root, means.settings.formats), means.settings.formats, means.settings.feed_size)
    formats = {one.file_name: one for one in means.settings.formats}

    @part.get("/feeds/<token>/<file_name>")
    def own(token: str, file_name: str) -> Response:
        subscriber = means.roster.find(Purpose.FEED, token) if file_name in formats else None
        if not subscriber or subscriber.state is not State.CONFIRMED:
            abort(404)
        return answered(mixer.document(_recipe(means, subscriber, token), formats[file_name]))

    return part


def _recipe(means: Means, subscriber: Subscriber, token: str) -> Recipe:
    site = means.settings.site
    language = site.language_or_own(subscriber.language)
    choices = followed(subscriber.choices, means.settings.tags)
    return Recipe(
        key=(token, language.code),
        language=language.code,
        channels=tuple(
            Channelled(language=choice.language, folder=_chosen(choice))
            for choice in choices
            if choice.language in site.codes
        ),
        heading=lambda _: partial(_head, means, language, token),
        updated=subscriber.since,
        caching="private, no-cache",
        headers=_PRIVATE,
    )


def _chosen(choice: Choice) -> str:
    return tag_folder(choice.language, folder_name(choice.tag)) if choice.tag else language_folder(choice.language)


def _head(means: Means, language: Language, token: str, updated: datetime) -> Head:
    site, folder = means.settings.site, _folder(token)
    called = language.strings("web_own_feed")
    mark = sha256(token.encode()).hexdigest()[:16]
    return replace(
        head(Channel(language=language.code), updated, site=site, files={}),
        id=f"{Channel(language=language.code).id(site).removesuffix(language.code)}feeds/{mark}",
        title=f"{language.title} · {called}",
        feeds=tuple((one.media_type, site.url(folder + one.file_name)) for one in means.settings.formats),
        hubs=(),  # an address that is told to a hub is no secret any more
        stylesheet="../" * folder.count("/") + STYLESHEET,
    )


def _folder(token: str) -> str:
    return f"feeds/{token}/"
