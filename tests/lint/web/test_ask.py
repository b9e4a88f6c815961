"""How the web answers is told right, by a web on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
from urllib3 import HTTPConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError

from publisher.lint.web.ask import Answer, Asker
from publisher.lint.web.check import hosts_unreached
from publisher.lint.web.pace import Manners, Pace
from publisher.lint.web.rules import RULES
from publisher.lint.web.trouble import Trouble, trouble_of
from tests.house.checkout import ROOT
from tests.lint.web.server import Web, served
from tests.loopback import certificate


@pytest.fixture
def web() -> Iterator[Web]:
    with served(Web()) as web:
        yield web


class Sleeper:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def an_asker(sleeper: Sleeper | None = None, **fields: Any) -> Asker:
    clock = sleeper or Sleeper()
    manners = Manners(**{"delay": 0.0, "timeout": 5.0, **fields})
    return Asker(
        agent="publisher/0 (link check; +https://notes.example/)",
        manners=manners,
        pace=Pace(manners=manners, clock=clock.clock, sleep=clock.sleep),
    )


def codes(answer: Answer) -> list[str]:
    return [rule.code for rule in RULES for _ in rule.find(answer)]


def test_a_page_that_is_there_is_asked_for_by_head_alone(web: Web) -> None:
    web.pages["/"] = 200

    answer = an_asker().ask(web.url("/"))

    assert answer == Answer(address=web.url("/"), status=200)
    assert web.asked == [("HEAD", "/")]
    assert codes(answer) == []


def test_it_says_who_asks(web: Web) -> None:
    an_asker().ask(web.url("/"))

    assert web.agents == {"publisher/0 (link check; +https://notes.example/)"}


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_gone_for_get_too(web: Web, status: int) -> None:
    web.pages["/"] = status

    answer = an_asker().ask(web.url("/"))

    assert web.asked == [("HEAD", "/"), ("GET", "/")]
    assert codes(answer) == ["web/gone"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
def test_where_head_is_refused_get_decides(web: Web, refusal: int) -> None:
    web.pages["/"] = {"HEAD": refusal, "GET": 200}

    answer = an_asker().ask(web.url("/"))

    assert (answer.status, codes(answer)) == (200, [])


@pytest.mark.parametrize("status", [400, 401, 403, 451, 999])
def test_a_page_that_is_kept_from_programs_may_be_there(web: Web, status: int) -> None:
    web.pages["/"] = status

    assert codes(an_asker().ask(web.url("/"))) == ["web/refused"]


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_host_with_trouble_is_told_as_failing(web: Web, status: int) -> None:
    web.pages["/"] = status

    assert codes(an_asker().ask(web.url("/"))) == ["web/failing"]


def test_what_has_moved_for_good_is_told_with_its_new_address(web: Web) -> None:
    web.pages = {"/old": (301, {"Location": "/new"}), "/new": (308, {"Location": web.url("/newest#a")}), "/newest": 200}

    answer = an_asker().ask(web.url("/old"))

    assert answer.moved_to == web.url("/newest")
    assert codes(answer) == ["web/moved"]


def test_what_has_moved_for_now_keeps_its_address(web: Web) -> None:
    web.pages = {"/a": (302, {"Location": "/b"}), "/b": (301, {"Location": "/c"}), "/c": 200}

    assert codes(an_asker().ask(web.url("/a"))) == []


def test_only_the_part_that_is_for_good_is_told(web: Web) -> None:
    web.pages = {"/a": (301, {"Location": "/b"}), "/b": (302, {"Location": "/c"}), "/c": 200}

    assert an_asker().ask(web.url("/a")).moved_to == web.url("/b")


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e"])
def test_where_a_stranger_says_it_has_moved_is_safe_to_print(web: Web, sign: str) -> None:
    there = f"/a{sign}b".encode().decode("latin-1")
    web.pages = {"/old": (301, {"Location": there}), f"/a{quote(sign)}b": 200}

    answer = an_asker().ask(web.url("/old"))

    assert answer.moved_to == web.url(f"/a{quote(sign)}b")


def test_what_has_moved_to_nowhere_is_gone(web: Web) -> None:
    web.pages["/a"] = (301, {"Location": "/b"})

    assert codes(an_asker().ask(web.url("/a"))) == ["web/gone"]


def test_what_leads_back_to_itself_is_no_address(web: Web) -> None:
    web.pages = {"/a": (301, {"Location": "/b"}), "/b": (301, {"Location": "/a"})}

    answer = an_asker().ask(web.url("/a"))

    assert (answer.trouble, codes(answer)) == (Trouble.LOOP, ["web/address"])


def test_a_redirect_that_leaves_the_web_is_not_followed(web: Web) -> None:
    web.pages["/a"] = (302, {"Location": "file:///etc/passwd"})

    assert an_asker().ask(web.url("/a")).trouble is Trouble.MALFORMED


def test_a_redirect_to_no_address_is_told(web: Web) -> None:
    web.pages["/a"] = (302, {"Location": "http://[x/"})

    assert an_asker().ask(web.url("/a")).trouble is Trouble.MALFORMED


def test_a_redirect_to_a_page_in_hangul_is_followed(web: Web) -> None:
    web.pages = {"/a": (301, {"Location": "/한글".encode().decode("latin-1")}), "/%ED%95%9C%EA%B8%80": 200}

    assert an_asker().ask(web.url("/a")).status == 200


def test_who_asks_to_wait_is_asked_again_after_that(web: Web) -> None:
    web.pages["/"] = [(429, {"Retry-After": "7"}), 200]
    sleeper = Sleeper()

    answer = an_asker(sleeper).ask(web.url("/"))

    assert (answer.status, sleeper.slept) == (200, [7.0])


def test_a_date_to_wait_for_is_counted_by_the_servers_clock(web: Web) -> None:
    fields = {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT", "Date": "Fri, 31 Dec 1999 23:59:29 GMT"}
    web.pages["/"] = [(503, fields), 200]
    sleeper = Sleeper()

    an_asker(sleeper).ask(web.url("/"))

    assert sleeper.slept == [30.0]


def test_who_asks_to_wait_for_hours_is_left_alone(web: Web) -> None:
    web.pages = {"/a": (429, {"Retry-After": "3600"}), "/b": 200}
    asker = an_asker()

    answers = [asker.ask(web.url("/a")), asker.ask(web.url("/b"))]

    assert [answer.trouble for answer in answers] == [Trouble.RESTING, Trouble.RESTING]
    assert codes(answers[1]) == ["web/failing"]
    assert web.asked == [("HEAD", "/a")]


def test_who_never_stops_asking_to_wait_is_told_as_failing(web: Web) -> None:
    web.pages["/"] = (429, {})

    answer = an_asker().ask(web.url("/"))

    assert (len(web.asked), codes(answer)) == (3, ["web/failing"])


def test_a_slow_host_is_told_as_failing(web: Web) -> None:
    web.pages["/"], web.slowness = 200, 30

    answer = an_asker(timeout=0.05).ask(web.url("/"))

    assert (answer.trouble, codes(answer)) == (Trouble.SLOW, ["web/failing"])


def test_a_closed_door_is_told_as_failing() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        answer = an_asker().ask(address)

    assert (answer.trouble, codes(answer)) == (Trouble.UNREACHABLE, ["web/failing"])


def test_a_host_that_never_answers_is_spared(web: Web) -> None:
    web.pages, web.slowness = dict.fromkeys(("/1", "/2", "/3"), 200), 30
    asker = an_asker(timeout=0.05, failures=2)

    answers = [asker.ask(web.url(path)) for path in web.pages]

    assert [answer.trouble for answer in answers] == [Trouble.SLOW, Trouble.SLOW, Trouble.SILENT]
    assert codes(answers[2]) == ["web/failing"]


def test_a_host_that_answers_now_and_then_is_asked_on(web: Web) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{listener.getsockname()[1]}"
        web.pages = {"/a": (302, {"Location": f"{closed}/"}), "/b": 200}
        asker = an_asker(failures=1)

        troubles = [
            asker.ask(address).trouble for address in (f"{closed}/1", f"{closed}/2", web.url("/a"), web.url("/b"))
        ]

    assert troubles == [Trouble.UNREACHABLE, Trouble.SILENT, Trouble.SILENT, None]


def test_a_host_that_nobody_vouches_for_is_asked_no_more_and_told_as_that(tmp_path: Path) -> None:
    with served(Web(pages={"/": 200}), certified=certificate(tmp_path)) as web:
        asker = an_asker(failures=1)
        troubles = [asker.ask(web.url(path)).trouble for path in ("/a", "/b")]

    assert troubles == [Trouble.NO_TRUST, Trouble.NO_TRUST]
    assert web.asked == []


def test_a_host_learns_no_password_and_leaves_no_cookie(web: Web, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    web.pages["/"] = (200, {"Set-Cookie": "reader=ada; Path=/"})
    program = (
        "import sys; from publisher.lint.web.ask import Asker; from publisher.lint.web.pace import Manners, Pace;"
        "manners = Manners(delay=0.0); asker = Asker(agent='a', manners=manners, pace=Pace(manners=manners));"
        "print([asker.ask(sys.argv[1]).status for _ in range(2)])"
    )

    told = subprocess.run(
        [sys.executable, "-c", program, web.url("/")],
        env=os.environ | {"HOME": str(tmp_path), "NETRC": str(tmp_path / ".netrc"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "[200, 200]\n"
    assert web.secrets == []


def test_a_certificate_of_nobody_is_not_trusted(tmp_path: Path) -> None:
    with served(Web(pages={"/": 200}), certified=certificate(tmp_path)) as web:
        answer = an_asker().ask(web.url("/"))

    assert (answer.trouble, codes(answer)) == (Trouble.NO_TRUST, ["web/certificate"])


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://a b/", "http://.example/", "http://x:99999/", "ftp://a.example/"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    answer = an_asker().ask(address)

    assert (answer.trouble, codes(answer)) == (Trouble.MALFORMED, ["web/address"])


@pytest.mark.parametrize(("number", "code"), [(socket.EAI_NONAME, "web/no-host"), (socket.EAI_AGAIN, "web/failing")])
def test_a_name_that_nobody_knows_is_not_a_resolver_that_is_silent(number: int, code: str) -> None:
    # As it comes from the resolver through urllib3 to requests.
    unresolved = NameResolutionError("a.example", HTTPConnection("a.example"), socket.gaierror(number, "unknown"))
    unresolved.__cause__ = socket.gaierror(number, "unknown")
    given_up = MaxRetryError(HTTPConnectionPool("a.example"), "/", unresolved)
    given_up.__cause__ = unresolved
    refused = requests.ConnectionError(given_up)
    refused.__context__ = given_up

    assert codes(Answer(address="http://a.example/", trouble=trouble_of(refused))) == [code]


def test_one_host_that_is_reached_shows_that_we_are_on_line() -> None:
    lost = [Answer(address=f"https://{name}.example/", trouble=Trouble.NO_HOST) for name in "ab"]

    assert hosts_unreached(lost) == 2
    assert hosts_unreached(lost[:1] * 2) == 0
    assert hosts_unreached([]) == 0
    for answer in (
        Answer(address="https://c.example/", status=404),
        Answer(address="https://c.example/", trouble=Trouble.NO_TRUST),
    ):
        assert hosts_unreached([*lost, answer]) == 0


def test_every_trouble_is_told_by_one_rule() -> None:
    for trouble in Trouble:
        assert len(codes(Answer(address="https://a.example/", trouble=trouble))) == 1


def test_every_status_is_told_by_at_most_one_rule() -> None:
    told = {status: codes(Answer(address="https://a.example/", status=status)) for status in range(200, 1000)}

    assert all(len(found) == (status >= 400) for status, found in told.items())
