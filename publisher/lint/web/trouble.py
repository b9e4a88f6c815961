"""What `requests` raised -> why there was no answer."""

from __future__ import annotations

import socket
from enum import StrEnum

import requests
from urllib3.exceptions import LocationParseError

from publisher.http.silence import causes


class Trouble(StrEnum):
    """Why there was no answer."""

    NO_HOST = "no host of that name"
    NO_TRUST = "its certificate is not trusted"
    MALFORMED = "no address that can be asked"
    LOOP = "redirects without end"
    UNREACHABLE = "no connection"
    SLOW = "no answer in time"
    BROKEN = "the connection broke"
    SILENT = "not asked: the host did not answer for other addresses"
    RESTING = "the host asks to be left alone for a while"


def trouble_of(error: Exception) -> Trouble:
    """Why there was no answer: what the error was raised for, however deep, says more than its own kind."""
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble.NO_TRUST
    if isinstance(error, requests.Timeout):
        return Trouble.SLOW
    if isinstance(error, ValueError | LocationParseError):  # of `requests`, and of idna: the address is no address
        return Trouble.MALFORMED
    for cause in causes(error):
        if isinstance(cause, socket.gaierror):
            # A resolver that does not answer says nothing of the name.
            return Trouble.UNREACHABLE if cause.errno == socket.EAI_AGAIN else Trouble.NO_HOST
        if isinstance(cause, ConnectionRefusedError):
            return Trouble.UNREACHABLE
    return Trouble.BROKEN
