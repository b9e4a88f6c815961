"""`publisher doctor`: told for people and for programs, by an exit status too."""

from __future__ import annotations

import pytest

from publisher.commands.diagnosis import names
from publisher.doctor.names import Names
from tests.cli.conftest import CONFIGURATION, Publication
from tests.doctor.name_server import name_server
from tests.doctor.web_server import web_server

PAGES = {"/": (200, "text/html"), "/ko/atom.xml": (200, "application/atom+xml")}
ZONE = {
    ("notes.example", "A"): ("192.0.2.1",),
    ("notes.example", "MX"): ("10 notes.example.",),
    ("notes.example", "TXT"): ('"v=spf1 mx ~all"',),
    ("_dmarc.notes.example", "TXT"): ('"v=DMARC1; p=none; rua=mailto:a@notes.example"',),
}


def configured(publication: Publication, address: str) -> None:
    configuration = CONFIGURATION.replace("https://notes.example/", address)
    more = '[newsletter]\nsender = "weekly@notes.example"\n[feeds]\nformats = ["atom"]\n'
    publication.write("publisher.toml", configuration + more)


def test_what_warns_is_told_and_ends_well(publication: Publication) -> None:
    with web_server(PAGES) as address, name_server(ZONE) as port:
        configured(publication, address)
        result = publication.run("doctor", "--name-server", f"127.0.0.1#{port}")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0, result.stdout
    assert "ok    spf: notes.example: v=spf1 mx ~all" in lines
    assert "warn  dkim: no selector is configured: it is not known whether letters are signed" in lines
    assert lines[-1].endswith(" warn, 0 fail")


def test_what_fails_ends_with_1(publication: Publication) -> None:
    with web_server(PAGES) as address, name_server({}) as port:
        configured(publication, address)
        result = publication.run("doctor", "--name-server", f"127.0.0.1#{port}")
        told = publication.json("doctor", "--name-server", f"127.0.0.1#{port}")

    assert result.exit_code == 1
    failed = {one["check"] for one in told["findings"] if one["grade"] == "fail"}
    assert failed == {"mx", "spf", "dmarc"}
    assert told["grades"]["fail"] == 3


@pytest.mark.parametrize("server", ["nowhere", "127.0.0.1#port"])
def test_what_is_no_name_server_is_told(publication: Publication, server: str) -> None:
    result = publication.run("doctor", "--name-server", server)

    assert result.exit_code == 2
    assert f'got "{server}"' in result.stderr


def test_a_site_that_is_not_there_fails(publication: Publication) -> None:
    with name_server(ZONE) as port:
        configured(publication, "http://127.0.0.1:1/")
        result = publication.run("doctor", "--name-server", f"127.0.0.1#{port}")

    assert result.exit_code == 1
    assert "fail  site: http://127.0.0.1:1/ refused the connection" in result.stdout
    assert "      → serve feeds/ there" in result.stdout


def test_without_one_the_systems_are_asked() -> None:
    assert isinstance(names(None), Names)
