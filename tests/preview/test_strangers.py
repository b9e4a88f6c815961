"""Who asks: this machine alone, for what is there, and with no more rights than a reader has."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest

from publisher.preview.edition import Edition
from tests.preview.studio import ask, staged


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_a_browser_on_this_machine_is_answered(edition: Edition, host: str) -> None:
    assert ask(staged(edition), "/ko/", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "192.0.2.1", "", "[", "127.0.0.1.nip.io"]
)
@pytest.mark.parametrize("path", ["/", "/ko/", "/preview/", "/preview/ko/2024-W50/", "/preview/changes"])
def test_a_name_that_is_pointed_here_reads_nothing(edition: Edition, host: str, path: str) -> None:
    answer = ask(staged(edition), path, host=host)

    assert answer.status == HTTPStatus.MISDIRECTED_REQUEST
    assert b"Notes" not in answer.content


@pytest.mark.parametrize(
    ("told", "host", "status"),
    [
        ("notes.lan", "notes.lan:8000", 200),
        ("notes.lan", "other.lan", 421),
        ("0.0.0.0", "192.0.2.1:8000", 200),  # noqa: S104  # told, not listened on
        ("::", "[2001:db8::1]:8000", 200),
        ("0.0.0.0", "evil.example", 421),  # noqa: S104  # the same
    ],
)
def test_the_host_that_was_asked_for_is_answered_too(edition: Edition, told: str, host: str, status: int) -> None:
    assert ask(staged(edition, host=told), "/ko/", host=host).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/preview/", "/preview/changes"])
def test_nothing_but_get_and_head_is_known(edition: Edition, method: str, path: str) -> None:
    answer = ask(staged(edition), path, method=method)

    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/../publisher.toml",
        "/ko/../../cache/cache.db",
        "//etc/passwd",
        "/.publisher.json",
        "/preview/../../publisher.toml",
        "/preview/base.html",
        "/preview/../../strings/en.toml",
        "/preview/ko/../2024-W50/",
        "/preview/ko/2024-W50/../../../publisher.toml",
        "/ko/index.html/",
        "/\0",
        "/\N{PILE OF POO}",
    ],
)
def test_no_path_leads_out_of_the_site(edition: Edition, path: str) -> None:
    assert ask(staged(edition), path).status == 404


def test_a_page_says_what_a_browser_may_do_with_it(edition: Edition) -> None:
    application = staged(edition)

    policies = {
        path: ask(application, path).headers["Content-Security-Policy"]
        for path in ("/ko/", "/preview/", "/preview/ko/2024-W50/", "/preview/ko/2024-W50/mail.html")
    }

    assert policies["/ko/"] == "frame-ancestors 'none'"  # a theme may load what it likes, as on the web
    assert policies["/preview/"] == policies["/preview/ko/2024-W50/"]
    assert "default-src 'none'" in policies["/preview/"]
    assert "unsafe" not in policies["/preview/"]
    mail = policies["/preview/ko/2024-W50/mail.html"]
    assert "script-src" not in mail
    assert "default-src 'none'" in mail
    assert re.search(r"sandbox(?! [a-z -]*allow-(scripts|same-origin|forms))", mail)
