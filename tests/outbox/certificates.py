"""Certificates that nobody but these tests trusts."""

from __future__ import annotations

import subprocess
from pathlib import Path


def certificate(folder: Path, name: str = "localhost", alternative: str = "DNS:localhost,IP:127.0.0.1") -> Path:
    """A file with a certificate, signed by itself, and its key."""
    file, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName={alternative}", "-keyout", key, "-out", file),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file
