"""A connection to a hub: a request for each topic, and the answer understood.

Hubs agree on one topic a request alone. The protocol lets hub.url be repeated; some take only the last, some want
`hub.url[]`. Some read the topic from hub.url, some from hub.topic: it is in both.
"""

from __future__ import annotations

import math
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from publisher.http.session import Session
from publisher.http.silence import causes, reason
from publisher.secrecy import is_sound
from publisher.websub.answer import Answer, Verdict, judge
from publisher.websub.hub import Ping

_MOST_READ = 4096
"""Bytes of an answer: enough for a line of words, and for most answers to end, so that the connection is kept."""
_SAME_REQUEST = frozenset({307, 308})
"""Redirections that ask for the same request elsewhere (RFC 9110, section 15.4); others would make it a GET."""


@contextmanager
def connect(hub: str, *, timeout: float) -> Iterator[Ping]:
    """Hold a connection to a hub; it is opened by the first ping. `timeout` is in seconds."""
    with Session() as session:
        session.headers["Accept-Encoding"] = "identity"
        yield lambda topic: _ping(session, hub, topic, timeout)


def _ping(session: Session, hub: str, topic: str, timeout: float) -> Answer:
    form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    address = hub
    try:
        for _ in range(2):
            with session.post(address, form, timeout=timeout, stream=True) as response:
                answer = judge(response.status_code, response.headers, _words(response))
                address = _elsewhere(response)
            if not address:
                break
    except OSError as error:  # requests' own errors are such, too
        return Answer(verdict=Verdict.OWED, reason=reason(error, timeout=timeout), wait=_wait(error))
    return answer


def _elsewhere(response: requests.Response) -> str:
    """Where the same request is wanted instead; empty where it is not, or where it would not be safe."""
    if response.status_code not in _SAME_REQUEST:
        return ""
    try:
        address = urljoin(response.url, response.headers.get("Location", ""))
    except ValueError:
        return ""
    return address if is_sound(address) else ""


def _words(response: requests.Response) -> str:
    """What an answer says in plain text; a page of HTML would not fit into a line."""
    try:
        body = response.raw.read(_MOST_READ, decode_content=False)
    except (HTTPError, OSError):  # the status is known by now
        return ""
    is_plain = "html" not in response.headers.get("Content-Type", "") and "Content-Encoding" not in response.headers
    return body.decode("utf-8", "replace") if is_plain else ""


def _wait(error: OSError) -> float:
    return math.inf if any(isinstance(cause, ssl.SSLError) for cause in causes(error)) else 0.0
