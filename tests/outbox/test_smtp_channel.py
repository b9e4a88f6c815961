"""What happens before the first letter: a greeting, TLS, a login; and what a person reads when it does not work."""

from __future__ import annotations

import base64
import shutil
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Parcel
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.smtp import Password, Relay, Security
from publisher.outbox.transports.smtp.transport import Smtp
from tests.loopback import certificate
from tests.outbox.aio_relay import Keeping, aio_relay
from tests.outbox.builders import parcel
from tests.outbox.scripted_relay import HANG_UP, SILENCE, Answer, scripted_relay

SECRET = "kept-to-ourselves"  # noqa: S105  # nobody's
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")


def anyone(parcels: Sequence[Parcel]) -> Collection[Parcel]:
    return parcels


def said(verb: str, *answers: bytes) -> Answer:
    left = iter(answers)
    return lambda asked, _: next(left, None) if asked == verb else None


def refusal(relay: Relay) -> str:
    with pytest.raises(PublisherError) as caught, Smtp(relay=relay).session():
        pass
    return caught.value.message


def delay(relay: Relay) -> str:
    with pytest.raises(UnreachableError) as caught, Smtp(relay=relay).session():
        pass
    return str(caught.value)


def authenticator(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: LoginPassword
) -> AuthResult:
    return AuthResult(success=login.password == SECRET.encode(), handled=False, auth_data=login)


def tls_context(file: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


@contextmanager
def secured(file: Path, security: Security, handler: Keeping) -> Iterator[int]:
    """A relay that wants TLS; after STARTTLS, a login as well: aiosmtpd knows none over TLS from the first byte."""
    options: dict[str, Any] = {"ssl_context": tls_context(file)}
    if security is Security.STARTTLS:
        login = {"authenticator": authenticator, "auth_required": True}
        options = {"tls_context": tls_context(file), "require_starttls": True, **login}
    with aio_relay(handler, enable_SMTPUTF8=True, **options) as port:
        yield port


@needs_openssl
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_letters_leave_by_tls(tmp_path: Path, security: Security, host: str) -> None:
    file, handler = certificate(tmp_path), Keeping()

    with secured(file, security, handler) as port:
        relay = Relay(
            host=host,
            port=port,
            security=security,
            ca_file=file,
            username="me" if security is Security.STARTTLS else "",
            password=Password(text=SECRET),
            client_name="notes.example",
        )
        with Smtp(relay=relay).session() as session:
            made = list(session.deliver([parcel("a"), parcel("b", recipient="민@example.com")], anyone))

    assert [outcome.fate for _, outcome in made] == [Fate.ACCEPTED] * 2
    assert made[0][1].reference == "aio1"
    assert [one.rcpt_tos for one in handler.kept] == [["min@example.com"], ["민@example.com"]]
    assert {one.login_data for one in handler.sessions} == {b"me" if security is Security.STARTTLS else None}
    assert {one.host_name for one in handler.sessions} == {"notes.example"}


@needs_openssl
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_vouches_for_stops_everything(tmp_path: Path, security: Security) -> None:
    handler = Keeping()

    with secured(certificate(tmp_path), security, handler) as port:
        told = refusal(Relay(host="localhost", port=port, security=security))

    assert told.startswith(f"localhost:{port}: expected a certificate for localhost that can be trusted: self")
    assert handler.kept == []


@needs_openssl
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_for_another_host_stops_everything(tmp_path: Path, security: Security) -> None:
    file = certificate(tmp_path, "other.example", "DNS:other.example")

    with secured(file, security, Keeping()) as port:
        told = refusal(Relay(host="localhost", port=port, security=security, ca_file=file))

    assert "expected a certificate for localhost that can be trusted: Hostname mismatch" in told


@needs_openssl
def test_a_password_that_is_refused_is_told_and_not_shown(tmp_path: Path) -> None:
    file = certificate(tmp_path)

    with secured(file, Security.STARTTLS, Keeping()) as port:
        relay = Relay(
            host="localhost", port=port, ca_file=file, username="me", password=Password(text="wrong-one"), timeout=60
        )
        told = refusal(relay)

    assert told == f"localhost:{port} answered our login with 535 5.7.8 Authentication credentials invalid"
    assert "wrong-one" not in repr(relay)


def test_a_relay_without_starttls_is_told_nothing() -> None:
    with scripted_relay() as relay:
        told = refusal(relay.at(security=Security.STARTTLS, username="me", password=Password(text=SECRET)))

    assert told == (
        f"127.0.0.1:{relay.port}: expected STARTTLS, which it does not offer: "
        'nothing is sent in the open unless smtp.security is "none"'
    )
    assert relay.told == ["ehlo localhost"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"454 4.7.0 TLS not available\r\n", "answered STARTTLS with 454 4.7.0 TLS not available"),
        (b"220 go\r\n250 injected\r\n", "said more than it was asked"),
    ],
)
def test_tls_that_cannot_be_had_now_may_be_tried_again(answer: bytes, told: str) -> None:
    answers = {"EHLO": b"250-relay.example\r\n250 STARTTLS\r\n", "STARTTLS": answer}
    with scripted_relay(lambda verb, _: answers.get(verb)) as relay:
        assert delay(relay.at(security=Security.STARTTLS)) == f"127.0.0.1:{relay.port} {told}"


def test_a_relay_that_speaks_no_tls_is_told_with_the_ports() -> None:
    with scripted_relay() as relay:
        told = refusal(relay.at(security=Security.TLS))

    expected = 'expected TLS: smtp.security is "tls" for port 465, "starttls" for 587'
    assert told.startswith(f"127.0.0.1:{relay.port}: {expected} (")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (said("GREETING", b"421 4.3.2 too busy\r\n"), "greeted us with 421 4.3.2 too busy"),
        (said("GREETING", HANG_UP), "broke off the connection"),
        (said("GREETING", b"SSH-2.0-OpenSSH_9.2\r\n"), "answered with something that is not SMTP"),
        (said("GREETING", b"220 relay.example\r\n250 Ok\r\n"), "said more than it was asked"),
        (said("GREETING", b"2" * 100_000), "answered with a line that does not end"),
        (said("GREETING", SILENCE), "gave no answer within 0.3 seconds"),
        (said("EHLO", HANG_UP), "broke off the connection"),
        (said("EHLO", b"421 4.3.2 bye\r\n"), "greeted us with 421 4.3.2 bye"),
    ],
    ids=range(8),
)
def test_what_may_go_well_later_says_so(answer: Answer, told: str) -> None:
    def closing(verb: str, line: str) -> bytes | None:
        return b"421 4.3.2 bye\r\n" if verb == "HELO" else answer(verb, line)

    with scripted_relay(closing) as relay:
        assert delay(relay.at(timeout=0.3 if "0.3" in told else 60.0)) == f"127.0.0.1:{relay.port} {told}"


def test_a_relay_that_wants_nothing_from_us_is_told() -> None:
    with scripted_relay(said("GREETING", b"554 5.7.1 not from you\r\n")) as relay:
        assert refusal(relay.at()) == f"127.0.0.1:{relay.port} greeted us with 554 5.7.1 not from you"


def test_a_relay_of_the_old_days_gets_its_letters() -> None:
    old = {"EHLO": b"502 what?\r\n", "HELO": b"250 relay.example\r\n"}
    with scripted_relay(lambda verb, _: old.get(verb)) as relay, Smtp(relay=relay.at()).session() as session:
        ((_, outcome),) = session.deliver([parcel()], anyone)

    assert outcome.fate is Fate.ACCEPTED
    assert relay.told[2] == "MAIL FROM:<bounces@example.org>"


LOGIN = b"250-relay.example\r\n250 AUTH PLAIN\r\n"


@pytest.mark.parametrize(
    ("ehlo", "auth", "told"),
    [
        (LOGIN, b"535 5.7.8 no\r\n", " answered our login with 535 5.7.8 no"),
        (LOGIN, f"535 {SECRET} is wrong\r\n".encode(), " answered our login with 535 … is wrong"),
        (
            LOGIN,
            b"501 what is " + base64.b64encode(f"\0me\0{SECRET}".encode()) + b"?\r\n",
            " answered our login with 501 what is …?",
        ),
        (
            b"250 relay.example\r\n",
            b"",
            ": expected a login, which it does not offer: leave smtp.username out, or ask for another port",
        ),
        (
            b"250-relay.example\r\n250 AUTH GSSAPI\r\n",
            b"",
            ": expected a way to log in that we know: PLAIN, LOGIN or CRAM-MD5",
        ),
    ],
    ids=range(5),
)
def test_a_login_that_does_not_work_is_told_without_the_password(ehlo: bytes, auth: bytes, told: str) -> None:
    answers = {"EHLO": ehlo, "AUTH": auth}
    with scripted_relay(lambda verb, _: answers.get(verb)) as relay:
        made = refusal(relay.at(username="me", password=Password(text=SECRET)))

    assert made == f"127.0.0.1:{relay.port}{told}"


@pytest.mark.parametrize(
    ("auth", "told"),
    [
        (b"454 4.7.0 Temporary authentication failure\r\n", "answered our login with 454 4.7.0 Temporary"),
        (b"334 abc\r\n", "answered with something that is not SMTP"),
        (HANG_UP, "broke off the connection"),
    ],
    ids=range(3),
)
def test_a_login_that_may_work_later_says_so(auth: bytes, told: str) -> None:
    answers = {"EHLO": b"250-relay.example\r\n250 AUTH CRAM-MD5\r\n", "AUTH": auth}
    with scripted_relay(lambda verb, _: answers.get(verb)) as relay:
        made = delay(relay.at(username="me", password=Password(text=SECRET)))

    assert made.startswith(f"127.0.0.1:{relay.port} {told}")


def test_a_file_of_certificates_that_holds_none_is_told(tmp_path: Path) -> None:
    empty, absent = tmp_path / "empty.pem", tmp_path / "absent.pem"
    empty.write_text("")
    relay = Relay(host="localhost", port=1)

    for file, reason in ((empty, "no certificate is in it"), (absent, "No such file or directory")):
        told = refusal(Relay(host=relay.host, port=relay.port, ca_file=file))
        assert told == f"{file}: expected certificates in PEM: {reason}"


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    told = delay(Relay(host="relay.invalid", port=25, security=Security.NONE))

    assert told == "relay.invalid:25 is a name that no name server knows now"


def test_a_network_that_cannot_be_reached_may_be_later() -> None:
    told = delay(Relay(host="255.255.255.255", port=25, security=Security.NONE, timeout=5))

    assert told.startswith("255.255.255.255:25 cannot be reached: ")


def test_a_tls_connection_that_breaks_off_may_be_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            with suppress(OSError), server.accept()[0] as connection:
                connection.recv(1000)

        thread = threading.Thread(target=hang_up)
        thread.start()
        port = server.getsockname()[1]
        told = delay(Relay(host="127.0.0.1", port=port, security=Security.TLS, timeout=60))
        thread.join()

    assert told == f"127.0.0.1:{port} broke off the connection"
