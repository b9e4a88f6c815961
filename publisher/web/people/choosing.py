"""Change what one gets, see what is kept of one, and be forgotten: by a link in a letter."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, request

from publisher.audience.choice import Wish, followed
from publisher.audience.email import parse_email
from publisher.audience.links import Purpose
from publisher.audience.subscriber import Event, State, Subscriber
from publisher.errors import PublisherError
from publisher.site import Language, forget_path, preferences_path
from publisher.store.store import Store
from publisher.web.mixed.own import own_feed
from publisher.web.people.catalogue import gone
from publisher.web.people.desk import UNPROCESSABLE, Desk, refuse_foreign
from publisher.web.people.form import Fault, Filled, read_choices

_LOG = logging.getLogger(__name__)


def add(part: Blueprint, desk: Desk) -> None:
    """Answer /en/preferences/TOKEN and /en/forget/TOKEN."""
    codes = desk.codes

    @part.get(f"/<any({codes}):code>/preferences/<token>")
    def preferences(code: str, token: str) -> Response:
        subscriber = desk.roster.find(Purpose.MANAGE, token)
        return _shown(desk, desk.site.language(code), token, subscriber)

    @part.post(f"/<any({codes}):code>/preferences/<token>")
    def choose(code: str, token: str) -> Response:
        refuse_foreign(request)
        return _chosen(desk, desk.site.language(code), token)

    @part.get(f"/<any({codes}):code>/forget/<token>")
    def sure(code: str, token: str) -> Response:
        language, subscriber = desk.site.language(code), desk.roster.find(Purpose.MANAGE, token)
        if not subscriber:
            return desk.unknown(language)
        translations = desk.each(lambda other: forget_path(other, token))
        return desk.page("forget", language, translations=translations, email=subscriber.email, token=token)

    @part.post(f"/<any({codes}):code>/forget/<token>")
    def forget(code: str, token: str) -> Response:
        refuse_foreign(request)
        language = desk.site.language(code)
        outcome = desk.roster.erase(token, now=desk.now())
        if not outcome.has_changed:
            return desk.unknown(language)
        answer = desk.page("forgotten", language)
        answer.call_on_close(partial(_scrub, desk.means.store))  # nobody has to wait for it
        return answer


def _chosen(desk: Desk, language: Language, token: str) -> Response:
    subscriber = desk.roster.find(Purpose.MANAGE, token)
    if not subscriber or subscriber.state is not State.CONFIRMED:
        return _shown(desk, language, token, subscriber)
    rules, catalogue = desk.means.settings.tags, desk.catalogue()
    known = {*catalogue.choices, *followed(subscriber.choices, rules)}
    choices = read_choices(request.form.getlist("choice"), known, rules)
    if not choices:
        filled = Filled(faults=(Fault.CHOICE,))
        return _form(desk, language, token, subscriber, filled=filled, status=UNPROCESSABLE)
    spoken = request.form.get("language", "")
    code = spoken if spoken in desk.site.codes else subscriber.language
    wish = Wish(language=code, choices=choices)
    place = desk.place(preferences_path(language.code, ""), request)
    desk.roster.choose(token, wish, place=place, now=desk.now())
    page = code if code in desk.site.codes else language.code
    return desk.elsewhere(f"{preferences_path(page, token)}?saved")


def _shown(desk: Desk, language: Language, token: str, subscriber: Subscriber | None) -> Response:
    if not subscriber:
        return desk.unknown(language)
    translations = desk.each(lambda other: preferences_path(other, token))
    if subscriber.state is not State.CONFIRMED:
        leave = desk.roster.token(Purpose.LEAVE, subscriber)
        return desk.page("away", language, translations=translations, leave=leave, token=token)
    chosen = followed(subscriber.choices, desk.means.settings.tags)
    return _form(desk, language, token, subscriber, filled=Filled(choices=chosen))


def _form(
    desk: Desk, language: Language, token: str, subscriber: Subscriber, *, filled: Filled, status: int = 200
) -> Response:
    catalogue = desk.catalogue()
    missing = gone(filled.choices, catalogue)
    return desk.page(
        "preferences",
        language,
        status=status,
        translations=desk.each(lambda other: preferences_path(other, token)),
        subscriber=subscriber,
        spoken=desk.site.language_or_own(subscriber.language),
        offers=catalogue.offers(language.code),
        chosen=frozenset(map(str, filled.choices)),
        open=frozenset({language.code, *(choice.language for choice in filled.choices)}),
        missing=missing,
        filled=filled,
        is_saved="saved" in request.args,
        is_back="back" in request.args,
        events=_events(desk, subscriber),
        token=token,
        leave=desk.roster.token(Purpose.LEAVE, subscriber),
        feed=own_feed(desk.site, desk.roster.token(Purpose.FEED, subscriber), desk.means.settings.formats[0]),
    )


def _events(desk: Desk, subscriber: Subscriber) -> Sequence[Event]:
    """All that is kept of what happened to them, newest first."""
    shown = desk.roster.show(parse_email(subscriber.email))
    return shown[1][::-1] if shown else ()


def _scrub(store: Store) -> None:
    """Take who was erased out of the files as well; who is at work in them keeps us from it until the next time."""
    try:
        store.scrub()
    except PublisherError as error:
        _LOG.warning("somebody was erased, but parts may be left in the files: %s", error)
