"""What was raised instead of an answer -> why there was none, in words that follow the server's address."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead

import requests
from urllib3.exceptions import ProtocolError


def reason(error: BaseException, *, timeout: float | None = None) -> str:
    """Say why: `refused the connection`. `timeout` is how many seconds there were, where one number says it.

    The errors' own words name objects of ours, and addresses with all that is in them.
    """
    *_, cause = causes(error)
    match cause:
        case _ if isinstance(error, requests.Timeout) or isinstance(cause, TimeoutError):
            return "gave no answer in time" if timeout is None else f"gave no answer within {timeout:g} seconds"
        case ssl.SSLError():
            return _tls_reason(cause)
        case socket.gaierror():
            return "is a name that no name server knows now"
        case ConnectionRefusedError():
            return "refused the connection"
        case ConnectionError() | requests.ConnectionError() | ProtocolError() | IncompleteRead():
            return "broke off the connection"
        case HTTPException():
            return "answered with something that is not HTTP"
        case _:
            return f"cannot be reached: {getattr(cause, 'strerror', None) or type(cause).__name__}"


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised for, the first cause last."""
    cause: BaseException | None = error
    while cause:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that is not trusted: {error.verify_message}"
    return f"does not speak TLS as it should: {error.reason or 'it does not say why'}"
