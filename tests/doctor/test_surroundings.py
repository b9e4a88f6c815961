"""Relay, web, files and configuration: each as it should be, and each as it should not."""

from __future__ import annotations

import re
import secrets
import sqlite3
import ssl
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from publisher.config import read
from publisher.doctor import machine, relay, settings, web
from publisher.doctor.examination import CHECKS, examine
from publisher.doctor.finding import Finding, Grade
from publisher.doctor.names import system_names
from publisher.doctor.patient import Patient
from publisher.store.opening import upgrade_store
from publisher.store.revisions import REVISIONS
from tests.doctor.web_server import Pages, web_server
from tests.loopback import certificate
from tests.outbox.aio_relay import Keeping, aio_relay

NOW = datetime(2024, 12, 24, tzinfo=UTC)
CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
languages = ["ko", "en"]
"""
NOBODY = "http://127.0.0.1:1/"
OK, WARN, FAIL = Grade.OK, Grade.WARN, Grade.FAIL

Look = Callable[[Patient], Iterable[Finding]]


def a_patient(folder: Path, configuration: str = CONFIGURATION, *, now: datetime = NOW, told: str = "") -> Patient:
    file = folder / "publisher.toml"
    file.write_text(configuration, "utf-8")
    environment = {"PUBLISHER_SMTP_PASSWORD": told} if told else {}
    return Patient(settings=read(file, environment=environment), names=system_names(), clock=lambda: now, timeout=10)


def by_smtp(port: int, more: str = "") -> str:
    return f'{CONFIGURATION}[mail]\ntransport = "smtp"\n[smtp]\nhost = "localhost"\nport = {port}\n{more or chr(10)}'


def grades(findings: Iterable[Finding]) -> list[Grade]:
    return [one.grade for one in findings]


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("relay"))


def letting_in(identity: Path, password: str) -> dict[str, object]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(identity)

    def judge(*arguments: object) -> AuthResult:
        told = arguments[-1]
        assert isinstance(told, LoginPassword)
        return AuthResult(success=told.password.decode() == password, handled=False)

    return {"tls_context": context, "authenticator": judge, "auth_required": True}


def test_a_relay_that_takes_our_login_is_well_and_gets_nothing(tmp_path: Path, identity: Path) -> None:
    handler = Keeping()
    with aio_relay(handler, **letting_in(identity, "right")) as port:  # type: ignore[arg-type]  # its options
        configuration = by_smtp(port, f'username = "weekly"\nca_file = "{identity}"\n')
        now = datetime.now(UTC)
        well = list(relay.examine(a_patient(tmp_path, configuration, now=now, told="right")))
        late = list(relay.examine(a_patient(tmp_path, configuration, now=now + timedelta(days=20), told="right")))
        wrong = list(relay.examine(a_patient(tmp_path, configuration, now=now, told="wrong")))

    assert grades(well) == [OK, OK]
    assert well[0].found == f"localhost:{port} takes our login"
    assert re.fullmatch(rf"the certificate of localhost:{port} ends in (29|30) days", well[1].found)
    assert grades(late) == [OK, WARN]
    assert grades(wrong) == [FAIL]
    assert "535" in wrong[0].found
    assert "wrong" not in wrong[0].found
    assert handler.kept == []


def test_a_relay_in_the_open_on_this_machine_is_no_warning(tmp_path: Path) -> None:
    with aio_relay(Keeping()) as port:
        findings = list(relay.examine(a_patient(tmp_path, by_smtp(port, 'security = "none"\n'))))

    assert [(one.grade, one.found) for one in findings] == [(OK, f"localhost:{port} greets us")]


def test_a_relay_in_the_open_elsewhere_is_one(tmp_path: Path) -> None:
    with aio_relay(Keeping()) as port:
        more = 'security = "none"\nin_the_open = true\n'
        configuration = by_smtp(port, more).replace('"localhost"', '"0.0.0.0"')
        findings = list(relay.examine(a_patient(tmp_path, configuration)))

    assert grades(findings) == [OK, WARN]


def test_a_relay_that_is_not_there_fails(tmp_path: Path) -> None:
    findings = list(relay.examine(a_patient(tmp_path, by_smtp(1))))

    assert [(one.grade, one.found) for one in findings] == [(FAIL, "localhost:1 refused the connection")]


def test_without_a_relay_nothing_is_asked(tmp_path: Path) -> None:
    patient = a_patient(tmp_path)

    assert grades(relay.examine(patient)) == [WARN]
    assert list(relay.examine_name(patient)) == []


def test_a_provider_is_no_reason_to_look_for_a_relay(tmp_path: Path) -> None:
    patient = a_patient(tmp_path, f'{CONFIGURATION}[mail]\ntransport = "postmark"\n[postmark]\ntoken_file = "token"\n')
    (check,) = (one for one in CHECKS if one.name == "relay")
    (without,) = examine(patient, [check])
    (tmp_path / "token").write_text("a token\n")
    (tmp_path / "token").chmod(0o604)
    (opened,) = examine(patient, [check])
    told = [one.advice for one in machine.examine_permissions(patient) if one.grade is FAIL]
    (tmp_path / "token").chmod(0o600)

    (well,) = examine(patient, [check])

    assert (without.grade, without.found) == (
        FAIL,
        f"{tmp_path / 'token'}: the token cannot be read: No such file or directory",
    )
    assert (opened.grade, told) == (FAIL, [f"chmod 600 {tmp_path / 'token'}"])
    assert (well.grade, well.found) == (OK, "Postmark is sent by, with the token that is there: it is not asked")


WELL: Pages = {
    "/": (200, "text/html"),
    "/ko/atom.xml": (200, "application/xml"),
    "/ko/rss.xml": (200, "application/rss+xml; charset=utf-8"),
    "/ko/feed.json": (200, "application/feed+json"),
}


@pytest.mark.parametrize(
    ("pages", "expected", "said"),
    [
        (WELL, [WARN, OK, OK, OK, OK], "is not https"),
        ({**WELL, "/ko/rss.xml": (200, "text/plain")}, [WARN, OK, OK, WARN, OK], "serve it as application/rss+xml"),
        ({**WELL, "/ko/atom.xml": (404, "text/html")}, [WARN, OK, FAIL, OK, OK], "copy feeds/ there, whole"),
        ({"/": (500, "text/html")}, [WARN, FAIL], "answers 500"),
    ],
)
def test_the_site_as_readers_reach_it(tmp_path: Path, pages: Pages, expected: list[Grade], said: str) -> None:
    with web_server(pages) as address:
        configuration = CONFIGURATION.replace("https://notes.example/", address)
        findings = list(web.examine_site(a_patient(tmp_path, configuration)))

    assert grades(findings) == expected
    assert any(said in f"{one.found} {one.advice}" for one in findings)


def test_a_site_that_is_not_there_fails(tmp_path: Path) -> None:
    findings = list(web.examine_site(a_patient(tmp_path, CONFIGURATION.replace("https://notes.example/", NOBODY))))

    assert [one.found for one in findings if one.grade is FAIL] == [f"{NOBODY} refused the connection"]


def test_letters_lead_to_pages_that_only_a_running_server_has(tmp_path: Path) -> None:
    found: list[Finding] = []
    for robots in ("", "noindex"):
        with web_server(WELL, robots=robots) as address:
            configuration = CONFIGURATION.replace("https://notes.example/", address)
            inviting = a_patient(tmp_path, f"{configuration}[newsletter]\nsubscribe = true\n")
            found += web.examine_people(inviting)
    found += web.examine_people(a_patient(tmp_path, by_smtp(1).replace("https://notes.example/", NOBODY)))

    assert grades(found) == [FAIL, OK, FAIL]
    assert "not answered by `publisher serve`: readers can neither choose nor leave" in found[0].found
    assert found[2].found.endswith("refused the connection")
    assert list(web.examine_people(a_patient(tmp_path))) == []


def with_hubs(*hubs: str) -> str:
    listed = ", ".join(f'"{hub}"' for hub in hubs)
    return f"{CONFIGURATION.replace('https://notes.example/', NOBODY)}[websub]\nhubs = [{listed}]\n"


def test_any_answer_of_a_hub_will_do_but_that_it_is_broken(tmp_path: Path) -> None:
    with web_server({"/": (400, "text/plain")}) as well, web_server({"/": (503, "text/plain")}) as broken:
        findings = list(web.examine_hubs(a_patient(tmp_path, with_hubs(well, broken, NOBODY))))

    assert grades(findings) == [OK, WARN, FAIL]


@pytest.mark.parametrize(
    ("seconds", "grade", "said"),
    [(0, OK, "0 seconds"), (59, OK, "59 seconds ahead"), (-61, WARN, "61 seconds behind"), (86_400, WARN, "NTP")],
)
def test_the_clock_beside_others(tmp_path: Path, seconds: int, grade: Grade, said: str) -> None:
    with web_server({"/": (404, "text/plain")}) as hub:
        patient = a_patient(tmp_path, with_hubs(hub), now=NOW + timedelta(seconds=seconds))
        (finding,) = web.examine_clock(patient)

    assert finding.grade is grade
    assert said in f"{finding.found} {finding.advice}"


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_nobody_who_tells_the_time_is_said(tmp_path: Path, date: str) -> None:
    with web_server({}, date=date) as hub:
        (finding,) = web.examine_clock(a_patient(tmp_path, with_hubs(hub)))

    assert (finding.grade, finding.found) == (WARN, "nobody was reached who tells the time")


def test_what_holds_addresses_or_a_password_is_its_owners(tmp_path: Path) -> None:
    more = 'username = "weekly"\npassword_file = "password"\n'
    patient = a_patient(tmp_path, by_smtp(25, more))
    (tmp_path / "outbox").mkdir(mode=0o700)
    for name, mode in (("publisher.db", 0o600), ("password", 0o644)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)

    findings = list(machine.examine_permissions(patient))

    assert [(one.grade, one.advice) for one in findings] == [
        (OK, ""),
        (OK, ""),
        (FAIL, f"chmod 600 {tmp_path / 'password'}"),
        (OK, ""),
    ]


def test_a_web_root_that_cannot_be_written_fails(tmp_path: Path) -> None:
    patient = a_patient(tmp_path)
    within_a_file = replace(patient.settings.paths, output=tmp_path / "publisher.toml" / "feeds")
    patient = replace(patient, settings=replace(patient.settings, paths=within_a_file))

    assert grades(machine.examine_permissions(patient)) == [FAIL]


def test_a_store_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    patient = a_patient(tmp_path)

    assert grades(machine.examine_store(patient)) == [OK]
    assert not (tmp_path / "publisher.db").exists()


@pytest.mark.parametrize(
    ("version", "grade", "advice"),
    [
        (REVISIONS.newest, OK, ""),
        (REVISIONS.names[0], WARN, "publisher db upgrade"),
        ("9999", FAIL, "install the publisher that made it"),
    ],
)
def test_a_store_is_of_our_shape_or_told(tmp_path: Path, version: str, grade: Grade, advice: str) -> None:
    patient = a_patient(tmp_path)
    upgrade_store(patient.settings.store, chance=secrets.token_bytes)
    with closing(sqlite3.connect(tmp_path / "publisher.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))

    (finding,) = machine.examine_store(patient)

    assert (finding.grade, finding.advice) == (grade, advice)


def test_room_on_the_disk_is_said(tmp_path: Path) -> None:
    (finding,) = machine.examine_disk(a_patient(tmp_path))

    assert re.search(r"\d+\.\d GB are free", finding.found)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [WARN, WARN]),
        ('[newsletter]\npostal_address = "1 Street"\n[mail]\nbounces = "Maildir"\n', [OK]),
        ('[mail]\nreturn_path = "b+{token}@notes.example"\nbounces = "Maildir"\n', [WARN, OK]),
    ],
)
def test_what_the_configuration_leaves_open_is_said(tmp_path: Path, more: str, expected: list[Grade]) -> None:
    assert grades(settings.examine(a_patient(tmp_path, CONFIGURATION + more))) == expected


def test_without_https_nobody_leaves_with_one_click(tmp_path: Path) -> None:
    findings = list(settings.examine(a_patient(tmp_path, CONFIGURATION.replace("https:", "http:"))))

    assert any("RFC 8058" in one.found for one in findings)
