"""The site, its feeds, subscribers' pages and hubs as readers reach them; and this machine's clock beside theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.http.session import AGENT
from publisher.http.silence import reason
from publisher.site import leave_path

_SITE = Speaker("site")
_PEOPLE = Speaker("people")
_HUB = Speaker("hub")
_CLOCK = Speaker("clock")
_SERVE = "run `publisher serve`, and let the site's web server pass on to it what is no file"
_OFF = timedelta(seconds=60)
_READABLE = ("application/xml", "text/xml")
"""What XML may be served as too: browsers show a stylesheet then."""


def examine_site(patient: Patient) -> Iterator[Finding]:
    """The front page, and one feed of each format."""
    settings = patient.settings
    if not settings.site.address.startswith("https://"):
        advice = "serve the site by https, and set address to it: links that leave with one click need it (RFC 8058)"
        yield _SITE.warn(f"{settings.site.address} is not https", advice)
    try:
        answer = _ask(patient, settings.site.address)
    except requests.RequestException as error:
        yield _SITE.fail(f"{settings.site.address} {reason(error)}", "serve feeds/ there")
        return
    if not answer.ok:
        yield _SITE.fail(f"{settings.site.address} answers {answer.status_code}", "serve feeds/ there")
        return
    yield _SITE.ok(f"{settings.site.address} answers {answer.status_code}")
    for one in settings.formats:
        yield _feed(patient, settings.site.url(f"{settings.site.codes[0]}/{one.file_name}"), one.media_type)


def _feed(patient: Patient, address: str, media_type: str) -> Finding:
    try:
        answer = _ask(patient, address)
    except requests.RequestException as error:
        return _SITE.fail(f"{address} {reason(error)}", "serve feeds/ there")
    if not answer.ok:
        return _SITE.fail(f"{address} answers {answer.status_code}", "copy feeds/ there, whole")
    said = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    fitting = {media_type, *(_READABLE if media_type.endswith("+xml") else ("application/json",))}
    if said not in fitting:
        return _SITE.warn(f"{address} is served as {said or 'nothing'}", f"serve it as {media_type}")
    return _SITE.ok(f"{address} is served as {said}")


def examine_people(patient: Patient) -> Iterator[Finding]:
    """What links of letters lead to is no file: `publisher serve` has to answer there, before the first letter."""
    settings = patient.settings
    if settings.mail.transport == "folder" and not settings.site.takes_subscribers:
        return
    address = settings.site.url(leave_path(settings.site.codes[0], "doctor"))
    try:
        answer = _ask(patient, address)
    except requests.RequestException as error:
        yield _PEOPLE.fail(f"{address} {reason(error)}", _SERVE)
        return
    # Nobody has this token, so a server of files says 404 as we do; but only ours keeps such pages out of searches.
    if "noindex" in answer.headers.get("X-Robots-Tag", ""):
        yield _PEOPLE.ok(f"{address} is answered by `publisher serve`")
    else:
        words = "is not answered by `publisher serve`: readers can neither choose nor leave"
        yield _PEOPLE.fail(f"{address} {words}", _SERVE)


def examine_hubs(patient: Patient) -> Iterator[Finding]:
    """Any answer will do: what a hub says to nothing is its own affair."""
    for hub in patient.settings.site.hubs:
        try:
            answer = _ask(patient, hub)
        except requests.RequestException as error:
            yield _HUB.fail(f"{hub} {reason(error)}", "try again, or name another under [websub]")
            continue
        if answer.status_code >= 500:
            yield _HUB.warn(f"{hub} answers {answer.status_code}", "try again, or name another under [websub]")
        else:
            yield _HUB.ok(f"{hub} answers")


def examine_clock(patient: Patient) -> Iterator[Finding]:
    """Compare with the first that tells the time: the site, then the hubs."""
    for address in (patient.settings.site.address, *patient.settings.site.hubs):
        before = patient.clock()
        try:
            said = _date(_ask(patient, address))
        except requests.RequestException:
            continue
        if said:
            off = said - before - (patient.clock() - before) / 2
            seconds = f"{abs(off.total_seconds()):.0f} seconds {'behind' if off > timedelta() else 'ahead of'}"
            words = f"this machine's clock is {seconds} that of {address}"
            yield _CLOCK.warn(words, "let it follow a time server (NTP)") if abs(off) > _OFF else _CLOCK.ok(words)
            return
    yield _CLOCK.warn("nobody was reached who tells the time", "try again on line")


def _ask(patient: Patient, address: str) -> requests.Response:
    """The head of an answer: its content is not fetched."""
    with requests.get(address, timeout=patient.timeout, stream=True, headers={"User-Agent": AGENT}) as got:
        return got


def _date(answer: requests.Response) -> datetime | None:
    try:
        moment = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (TypeError, ValueError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
