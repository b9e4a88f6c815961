"""Leave, and take it back. One POST suffices, from anywhere and without a cookie (RFC 8058); a GET shows the button.

Mail programs and the page's own button send the same request, and it is answered at once with no redirect, which the
RFC forbids. Who sends it again has left once.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from publisher.audience.links import Purpose
from publisher.audience.subscriber import State, Subscriber
from publisher.site import Language, leave_path, preferences_path
from publisher.web.people.desk import Desk, refuse_foreign

_OUT = frozenset({State.LEFT, State.COMPLAINED})


def add(part: Blueprint, desk: Desk) -> None:
    """Answer /en/unsubscribe/TOKEN."""
    codes = desk.codes

    @part.get(f"/<any({codes}):code>/unsubscribe/<token>")
    def unsubscribe(code: str, token: str) -> Response:
        return _shown(desk, desk.site.language(code), token, desk.roster.find(Purpose.LEAVE, token))

    @part.post(f"/<any({codes}):code>/unsubscribe/<token>")
    def leave(code: str, token: str) -> Response:
        outcome = desk.roster.leave(token, place=desk.place(leave_path(code, ""), request), now=desk.now())
        if outcome.has_changed:
            desk.means.owed()
        return _shown(desk, desk.site.language(code), token, outcome.subscriber)

    @part.post(f"/<any({codes}):code>/unsubscribe/<token>/undo")
    def undo(code: str, token: str) -> Response:
        refuse_foreign(request)
        outcome = desk.roster.undo(token, place=desk.place(leave_path(code, ""), request), now=desk.now())
        if outcome.refusal or not outcome.subscriber:
            return desk.elsewhere(leave_path(code, token))
        manage = desk.roster.token(Purpose.MANAGE, outcome.subscriber)
        return desk.elsewhere(f"{preferences_path(code, manage)}?back")


def _shown(desk: Desk, language: Language, token: str, subscriber: Subscriber | None) -> Response:
    """How things stand: the button, or that they have left and how to take it back."""
    if not subscriber:
        return desk.unknown(language)
    translations = desk.each(lambda other: leave_path(other, token))
    if subscriber.state in _OUT:
        can_return = desk.roster.can_return(token, now=desk.now())
        return desk.page("left", language, translations=translations, token=token, can_return=can_return)
    manage = desk.roster.token(Purpose.MANAGE, subscriber) if subscriber.state is State.CONFIRMED else ""
    return desk.page("leave", language, translations=translations, manage=manage, email=subscriber.email)
