"""The password that a relay believes us by, kept out of what it repeats."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from publisher.outbox.secret import Secret

VARIABLE = "PUBLISHER_SMTP_PASSWORD"
"""The environment's word for the password, which comes before the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Password(Secret):
    """The secret of `smtp.username`."""

    name: str = "password"
    variable: str = VARIABLE
    setting: str = "smtp.password_file"
    wanted_by: str = "smtp.username"


def hidden(words: str, username: str, password: str) -> str:
    """What a relay said, without the password, should it have repeated what it was told."""
    told = (password, f"\0{username}\0{password}")
    for secret in (password, *(base64.b64encode(text.encode()).decode() for text in told)):
        words = words.replace(secret, "…") if password else words
    return words
