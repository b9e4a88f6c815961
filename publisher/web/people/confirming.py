"""Confirm: the link of the mail shows a page with a button, for programs that follow links; the button confirms."""

from __future__ import annotations

from flask import Blueprint, Response, request

from publisher.audience.links import Purpose
from publisher.site import confirm_path
from publisher.web.people.desk import GONE, Desk, refuse_foreign


def add(part: Blueprint, desk: Desk) -> None:
    """Answer /en/confirm/TOKEN."""
    codes = desk.codes

    @part.get(f"/<any({codes}):code>/confirm/<token>")
    def asked(code: str, token: str) -> Response:
        return _shown(desk, code, token)

    @part.post(f"/<any({codes}):code>/confirm/<token>")
    def confirm(code: str, token: str) -> Response:
        refuse_foreign(request)
        desk.roster.confirm(token, place=desk.place(confirm_path(code, ""), request), now=desk.now())
        return desk.elsewhere(confirm_path(code, token))


def _shown(desk: Desk, code: str, token: str) -> Response:
    language = desk.site.language(code)
    asked = desk.roster.asked(token, now=desk.now())
    if not asked:
        return desk.unknown(language)
    translations = desk.each(lambda other: confirm_path(other, token))
    if asked.refusal:
        return desk.page("expired", language, status=GONE, translations=translations)
    if asked.is_done:
        return desk.page(
            "subscribed",
            language,
            translations=translations,
            email=asked.subscriber.email,
            wishes_listed=desk.wished(asked.subscriber.choices),
            manage=desk.roster.token(Purpose.MANAGE, asked.subscriber),
        )
    return desk.page(
        "confirm",
        language,
        translations=translations,
        email=asked.subscriber.email,
        wishes_listed=desk.wished(asked.wish.choices),
    )
