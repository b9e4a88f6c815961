"""Ask for mail: a form, and the same answer whoever has which address.

What was asked for is written into the store, and the mail that it owes; the mail leaves when the page is long gone. So
neither what a page says nor how long it takes tells whether somebody is subscribed.
"""

from __future__ import annotations

import math
from datetime import datetime

from flask import Blueprint, Response, request

from publisher.audience.choice import Choice, Wish
from publisher.site import Language, subscribe_path
from publisher.web.people.desk import TOO_MANY, UNPROCESSABLE, Desk, refuse_foreign
from publisher.web.people.form import Fault, Filled, read_choices, read_email, shown_email
from publisher.web.people.stamp import Age, age, stamp

HONEYPOT = "website"
"""A field that people do not see, and programs fill in."""
_FAULTS = {Age.SOON: Fault.SOON, Age.STALE: Fault.STALE}


def add(part: Blueprint, desk: Desk) -> None:
    """Answer below /en/subscribe/."""
    codes = desk.codes

    @part.get(f"/<any({codes}):code>/subscribe/")
    def subscribe(code: str) -> Response:
        chosen = read_choices(request.args.getlist("choice"), desk.catalogue().choices, desk.means.settings.tags)
        return _form(desk, desk.site.language(code), Filled(choices=chosen), desk.now())

    @part.post(f"/<any({codes}):code>/subscribe/")
    def ask(code: str) -> Response:
        refuse_foreign(request)
        return _asked(desk, desk.site.language(code), desk.now())

    @part.get(f"/<any({codes}):code>/subscribe/sent/")
    def sent(code: str) -> Response:
        translations = desk.each(lambda other: f"{subscribe_path(other)}sent/")
        return desk.page("sent", desk.site.language(code), translations=translations)


def _asked(desk: Desk, language: Language, now: datetime) -> Response:
    sent = desk.elsewhere(f"{subscribe_path(language.code)}sent/")
    if request.form.get(HONEYPOT):
        return sent
    email = read_email(request.form.get("email", ""))
    filled = _filled(desk, now, is_address=email is not None)
    if filled.faults or not email:
        return _form(desk, language, filled, now, status=UNPROCESSABLE)
    wish = Wish(language=language.code, choices=filled.choices)
    outcome = desk.roster.ask(email, wish, place=desk.place(subscribe_path(language.code), request), now=now)
    if outcome.again:
        return _too_many(desk, language, outcome.again, now)
    desk.means.owed()
    return sent


def _filled(desk: Desk, now: datetime, *, is_address: bool) -> Filled:
    choices = read_choices(request.form.getlist("choice"), desk.catalogue().choices, desk.means.settings.tags)
    faults = [] if choices else [Fault.CHOICE]
    if not is_address:
        faults.append(Fault.EMAIL)
    stamped = age(desk.means.store.keyring, request.form.get("stamp", ""), now)
    if stamped is not Age.FINE:
        faults.append(_FAULTS[stamped])
    return Filled(email=shown_email(request.form.get("email", "")), choices=choices, faults=tuple(faults))


def _form(desk: Desk, language: Language, filled: Filled, now: datetime, *, status: int = 200) -> Response:
    stamped = request.form.get("stamp", "") if Fault.SOON in filled.faults else stamp(desk.means.store.keyring, now)
    return desk.page(
        "subscribe",
        language,
        status=status,
        translations=desk.each(subscribe_path),
        offers=desk.catalogue().offers(language.code),
        chosen=frozenset(map(str, filled.choices)),
        open=_languages(filled.choices, language),
        filled=filled,
        stamp=stamped,
        honeypot=HONEYPOT,
    )


def _too_many(desk: Desk, language: Language, again: datetime, now: datetime) -> Response:
    pause = max(1, math.ceil((again - now).total_seconds()))
    answer = desk.page("busy", language, status=TOO_MANY, minutes=math.ceil(pause / 60))
    answer.headers["Retry-After"] = str(pause)
    return answer


def _languages(choices: tuple[Choice, ...], first: Language) -> frozenset[str]:
    """Which languages a form shows unfolded."""
    return frozenset({first.code, *(choice.language for choice in choices)})
