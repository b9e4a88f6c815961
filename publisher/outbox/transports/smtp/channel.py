"""A relay -> a connection that is ready for letters: opened, secured, greeted, logged in; closed with a good-bye."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from publisher.errors import PublisherError
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.smtp.password import hidden
from publisher.outbox.transports.smtp.relay import Relay, Security
from publisher.outbox.transports.smtp.reply import Reply
from publisher.outbox.transports.smtp.wire import BrokenError, Wire

_FAREWELL = 5.0
"""Seconds that a good-bye may take: nothing depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a relay can do (RFC 5321, section 4.1.1.1)."""

    pipelining: bool = False
    """RFC 2920: several commands may leave before the first is answered."""
    size: int | None = None
    """RFC 1870: the largest message in bytes, 0 for any; None where it takes no word of sizes."""
    utf8: bool = False
    """RFC 6531: addresses beyond ASCII."""
    eight_bit: bool = False
    """RFC 6152: messages beyond ASCII."""


class Channel:
    """An open connection."""

    def __init__(self, client: _Client) -> None:
        assert client.sock is not None
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire = Wire(client.sock)
        self.offer = _offer(client)
        self._client = client

    @property
    def certificate_ends(self) -> datetime | None:
        """When the relay's certificate ends; None where it showed none."""
        shown = self._client.sock.getpeercert() if isinstance(self._client.sock, ssl.SSLSocket) else None
        ends = shown.get("notAfter") if shown else None
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None

    def quit(self) -> None:
        """Say good-bye, and close whatever the answer is."""
        with contextlib.suppress(BrokenError):
            self.wire.send(b"QUIT\r\n", seconds=_FAREWELL)
            self.wire.reply(seconds=_FAREWELL)
        self.drop()

    def drop(self) -> None:
        """Close without a word: a message without its last dot is none (RFC 5321, section 4.1.1.4)."""
        self._client.close()


def connect(relay: Relay) -> Channel:
    """Open a connection. UnreachableError where it may go well later, PublisherError where a person has to act."""
    password = relay.password.read() if relay.username else ""
    try:
        context = _trust(relay) if relay.security is not Security.NONE else None
        client = _client(relay, context)
    except (OSError, BrokenError, ValueError) as error:  # smtplib's own errors are OSErrors, too
        _refuse(relay, error, "greeted us with", password)
    try:
        step = "answered STARTTLS with"
        if relay.security is Security.STARTTLS:
            client.starttls(context=context)
        step = "greeted us with"
        client.ehlo_or_helo_if_needed()
        step = "answered our login with"
        if relay.username:
            client.login(relay.username, password)
        return Channel(client)
    except (OSError, BrokenError, ValueError) as error:  # a challenge that is no base64 is a ValueError
        client.close()
        _refuse(relay, error, step, password)
    except BaseException:
        client.close()
        raise


class _Client(smtplib.SMTP):
    """smtplib's, reading by our rules."""

    def getreply(self) -> tuple[int, bytes]:
        assert self.sock is not None
        try:
            reply = _only_reply(Wire(self.sock), self.timeout)
        except BrokenError:
            self.close()
            raise
        return reply.code, b"\n".join(reply.lines)


def _only_reply(wire: Wire, seconds: float) -> Reply:
    reply = wire.reply(seconds=seconds)
    if wire.has_more:  # what a stranger may have put before the TLS that follows
        raise BrokenError("said more than it was asked")
    return reply


class _SecureClient(smtplib.SMTP_SSL, _Client):
    """The same over TLS from the first byte."""


def _client(relay: Relay, context: ssl.SSLContext | None) -> _Client:
    if relay.security is Security.TLS:
        return _SecureClient(
            relay.host, relay.port, local_hostname=relay.client_name, timeout=relay.timeout, context=context
        )
    return _Client(relay.host, relay.port, local_hostname=relay.client_name, timeout=relay.timeout)


def _trust(relay: Relay) -> ssl.SSLContext:
    """Certificate and host name are checked; TLS 1.2 is the least."""
    try:
        return ssl.create_default_context(cafile=relay.ca_file)
    except OSError as error:
        reason = "no certificate is in it" if isinstance(error, ssl.SSLError) else error.strerror
        raise PublisherError(f"{relay.ca_file}: expected certificates in PEM: {reason}") from error


def _offer(client: _Client) -> Offer:
    stated = client.esmtp_features.get("size")
    return Offer(
        pipelining=client.has_extn("pipelining"),
        size=None if stated is None else int(stated) if stated.isdecimal() else 0,
        utf8=client.has_extn("smtputf8"),
        eight_bit=client.has_extn("8bitmime"),
    )


def _refuse(relay: Relay, error: Exception, step: str, password: str) -> NoReturn:
    match error:
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            lines = text if isinstance(text, bytes) else text.encode()
            reply = Reply(code=code, lines=tuple(lines.split(b"\n")))
            words = f"{relay} {step} {hidden(str(reply), relay.username, password)}"
            if reply.is_for_now:
                raise UnreachableError(words) from None
            raise PublisherError(words) from None
        case smtplib.SMTPNotSupportedError():
            raise PublisherError(f"{relay}: {_lacking(step)}") from None
        case smtplib.SMTPServerDisconnected():
            raise UnreachableError(f"{relay} broke off the connection") from error
        case smtplib.SMTPException():  # no way to log in that both know
            raise PublisherError(f"{relay}: expected a way to log in that we know: PLAIN, LOGIN or CRAM-MD5") from None
        case ssl.SSLCertVerificationError():
            expected = f"expected a certificate for {relay.host} that can be trusted"
            raise PublisherError(f"{relay}: {expected}: {error.verify_message}") from error
        case ssl.SSLError() if not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
            expected = 'expected TLS: smtp.security is "tls" for port 465, "starttls" for 587'
            raise PublisherError(f"{relay}: {expected} ({error.reason})") from error
        case _:
            raise UnreachableError(f"{relay} {_reason(error, relay)}") from error


def _lacking(step: str) -> str:
    if "STARTTLS" in step:
        return 'expected STARTTLS, which it does not offer: nothing is sent in the open unless smtp.security is "none"'
    return "expected a login, which it does not offer: leave smtp.username out, or ask for another port"


def _reason(error: Exception, relay: Relay) -> str:
    match error:
        case BrokenError():
            return str(error)
        case ValueError():
            return "answered with something that is not SMTP"
        case TimeoutError():
            return f"gave no answer within {relay.timeout:g} seconds"
        case socket.gaierror():
            return "is a name that no name server knows now"
        case ConnectionRefusedError():
            return "refused the connection"
        case OSError(strerror=str(words)) if not isinstance(error, (ConnectionError, ssl.SSLError)):
            return f"cannot be reached: {words}"
        case _:
            return "broke off the connection"
