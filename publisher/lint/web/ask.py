"""An address -> how the web answers there: by HEAD, by GET where HEAD is refused, redirects followed one by one."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import requests
from urllib3.exceptions import LocationParseError

from publisher.http.retry_after import retry_after
from publisher.http.session import Session
from publisher.lint.web.pace import Manners, Pace
from publisher.lint.web.trouble import Trouble, trouble_of

_MOST_REDIRECTS = 10
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_WAITS = {429, 503}
_WAIT = 5.0
"""Seconds to wait for a host that asks to wait and does not say how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the web answered at an address."""

    address: str
    status: int = 0
    """Of the last response; 0 where there was none."""
    trouble: Trouble | None = None
    moved_to: str = ""
    """Where it has moved for good, if that is where it is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Response:
    status: int
    location: str = ""
    wait: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks the web, as whom and how politely. Its `ask` may be called by many threads."""

    agent: str
    """`User-Agent`: the program and whom to write to."""
    manners: Manners = field(default_factory=Manners)
    pace: Pace
    verify: bool | str = True
    """False, or a file of certificates: as `requests` has it."""
    _resting: set[str] = field(default_factory=set)
    """Hosts that asked to be left alone for longer than there is patience."""
    _failures: dict[str, list[Trouble]] = field(default_factory=dict)
    """Host -> why it did not answer, for each time since it last did."""
    _sessions: threading.local = field(default_factory=threading.local)

    def ask(self, address: str) -> Answer:
        """Follow an address to its end, one host's turn after another's."""
        at, moved_to, for_good = address, "", True
        try:
            for _ in range(_MOST_REDIRECTS):
                response = self._response(at)
                if response.status not in _REDIRECTS or not response.location:
                    found = moved_to if response.status < 400 else ""
                    return Answer(address=address, status=response.status, moved_to=found)
                at = _joined(at, response.location)
                for_good = for_good and response.status in _FOR_GOOD
                moved_to = at if for_good else moved_to
        except _UnansweredError as unanswered:
            return Answer(address=address, trouble=unanswered.trouble)
        return Answer(address=address, trouble=Trouble.LOOP)

    def _response(self, address: str) -> _Response:
        """The answer to HEAD, or to GET: some servers refuse HEAD, and some answer it wrongly."""
        response = self._patiently("HEAD", address)
        return response if response.status < 400 or response.status in _WAITS else self._patiently("GET", address)

    def _patiently(self, method: str, address: str) -> _Response:
        """Ask again when the host asks to wait, for as long as patience lasts."""
        host = _host(address)
        for attempt in range(self.manners.attempts):
            if host in self._resting:
                break
            self._expect_answers(host)
            response = self._once(method, address, host)
            if response.status not in _WAITS:
                return response
            if response.wait > self.manners.patience:
                self._resting.add(host)
                break
            if attempt + 1 == self.manners.attempts:
                return response
            self.pace.hold(host, response.wait)
        raise _UnansweredError(Trouble.RESTING)

    def _expect_answers(self, host: str) -> None:
        """A host that has failed again and again is spared, and what is known of it is said of its other addresses."""
        failures = self._failures.get(host, [])
        if len(failures) >= self.manners.failures:
            last = failures[-1]
            raise _UnansweredError(last if last in {Trouble.NO_HOST, Trouble.NO_TRUST} else Trouble.SILENT)

    def _once(self, method: str, address: str, host: str) -> _Response:
        with self.pace.turn(host):
            try:
                with self._session.request(
                    method, address, stream=True, timeout=self.manners.timeout, verify=self.verify
                ) as response:
                    self._failures.pop(host, None)
                    return _Response(
                        status=response.status_code,
                        location=_location(response),
                        wait=retry_after(response.headers) or _WAIT,
                    )
            except (requests.RequestException, LocationParseError, UnicodeError) as error:
                trouble = trouble_of(error)
                if trouble is not Trouble.MALFORMED:
                    self._failures.setdefault(host, []).append(trouble)
                raise _UnansweredError(trouble) from error

    @property
    def _session(self) -> Session:
        if not hasattr(self._sessions, "own"):
            self._sessions.own = _session(self.agent)
        session: Session = self._sessions.own
        return session


def _session(agent: str) -> Session:
    """Connections that tell strangers nothing but which program asks."""
    session = Session()
    session.headers["User-Agent"] = agent
    session.auth = _as_nobody
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return session


def _as_nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Send no password: without this, requests takes one from ~/.netrc."""
    return request


class _UnansweredError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise _UnansweredError(Trouble.MALFORMED) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _UnansweredError(Trouble.MALFORMED)
    return parts.netloc.rpartition("@")[2].lower()


def _joined(address: str, location: str) -> str:
    try:
        return urldefrag(urljoin(address, location)).url
    except ValueError as error:
        raise _UnansweredError(Trouble.MALFORMED) from error


def _location(response: requests.Response) -> str:
    # As bytes: servers send raw UTF-8, which `requests` hands on as Latin-1.
    said = response.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    # A stranger's address is printed: nothing in it may speak to the terminal.
    return "".join([sign if sign.isprintable() else quote(sign) for sign in said])
