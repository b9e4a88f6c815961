"""A call -> a whole answer or silence, over one kept connection.

Nothing of the environment is heeded but what is named here: a .netrc would put another key in ours' place, and a proxy
or a certificate by a variable that somebody set for another program would see letters. Certificates are checked;
redirections are not followed, since a letter goes to nobody else.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from publisher.errors import PublisherError
from publisher.http.session import Session
from publisher.http.silence import causes, reason
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.providers.call import Call, Reply, Silence

_CONNECT = 10.0
"""Seconds to reach the provider."""
_LONGEST_REST = 20.0
"""Seconds after which a kept connection is not trusted: whoever closes it while we write leaves a call in doubt."""
_MOST_READ = 4 * 1024 * 1024
"""Bytes of an answer: some hundreds for each letter would do."""
_PIECE = 64 * 1024


class Wire:
    """A connection to a provider; not shared between threads."""

    def __init__(
        self,
        address: str,
        *,
        headers: Mapping[str, str],
        secrets: Collection[str],
        timeout: float,
        clock: Callable[[], float],
    ) -> None:
        """`headers` go with each call; `secrets` are blotted out of what comes back."""
        self._address = address
        self._headers = headers
        self._secrets = [secret.encode() for secret in secrets if secret]
        self._timeout = timeout
        self._clock = clock
        self._used = clock()
        self._http = Session()
        self._http.trust_env = False
        self._http.headers["Accept-Encoding"] = "identity"

    def reach(self) -> None:
        """Open the connection, without saying who we are. UnreachableError where nobody answers now.

        PublisherError where it is not safe to say anything: a certificate that is not theirs.
        """
        host = urlsplit(self._address).netloc
        try:
            with self._http.head(f"{self._address}/", timeout=(_CONNECT, self._timeout), stream=True):
                pass
        except (OSError, HTTPError) as error:
            if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(error)):
                raise PublisherError(f"{host} {reason(error)}") from error
            raise UnreachableError(f"{host} {reason(error)}") from error
        self._used = self._clock()

    def post(self, call: Call) -> Reply | Silence:
        """Make a call."""
        if self._clock() - self._used > _LONGEST_REST:
            self._http.close()  # its connections; the next call opens a new one
        body = _Body(call.body)
        headers = {**self._headers, **call.headers}
        timeout, address = (_CONNECT, self._timeout), self._address + call.path
        try:
            with self._http.post(address, data=body, headers=headers, timeout=timeout, stream=True) as response:
                content = self._content(response)
                return Reply(status=response.status_code, headers=response.headers, body=content)
        except _TooMuchError as error:
            return Silence(reason=str(error), has_left=body.has_begun)
        except (OSError, HTTPError) as error:  # requests' own errors are OSErrors
            return Silence(reason=reason(error), has_left=body.has_begun)
        finally:
            self._used = self._clock()

    def close(self) -> None:
        self._http.close()

    def _content(self, response: requests.Response) -> bytes:
        """All of it, without our secrets, should they be repeated in it."""
        content, end = bytearray(), self._clock() + self._timeout
        while piece := response.raw.read1(_PIECE):
            content += piece
            if len(content) > _MOST_READ:
                raise _TooMuchError("answered without an end")
            if self._clock() > end:
                raise _TooMuchError(f"did not end its answer within {self._timeout:g} seconds")
        for secret in self._secrets:
            content = content.replace(secret, b"...")
        return bytes(content)


class _TooMuchError(Exception):
    """An answer that is not read on; the text says why."""


class _Body(BytesIO):
    """Knows whether any of it was taken: it is only after the connection stands and the headers are written."""

    has_begun = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.has_begun = True
        return super().read(size)
