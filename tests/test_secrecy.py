"""Where hubs, relays and providers may be spoken to."""

from __future__ import annotations

import pytest

from publisher.secrecy import is_sound


@pytest.mark.parametrize(
    "address",
    [
        "https://hub.example/",
        "https://hub.example:8443/push?site=1",
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://127.9.9.9/",
        "http://[::1]:8080/",
    ],
)
def test_https_is_sound_and_http_on_this_machine(address: str) -> None:
    assert is_sound(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hub.example",
        "http://hub.example/",
        "http://localhost.example/",
        "http://10.0.0.1/",
        "https:///path",
        "https://user:secret@hub.example/",
        "https://hub.example/#top",
        "https://hub.example:port/",
        "https://[hub/",
        "ftp://hub.example/",
        "file:///etc/passwd",
    ],
)
def test_nothing_else_is(address: str) -> None:
    assert not is_sound(address)
