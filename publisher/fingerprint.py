"""Which program this is: its own modules and the libraries that shape what it makes -> one short name."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = (
    *("babel", "comrak", "feedgen", "imagesize", "jinja2", "lxml", "markupsafe", "msgspec", "nh3", "premailer"),
    *("pydantic", "pylatexenc", "pyyaml", "tzdata"),
)


def fingerprint() -> str:
    """The same for as long as not a byte of the program and no version of a library changes."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for module in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:32]
