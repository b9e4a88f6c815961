"""The headers that every answer has, so that a browser does with it what is meant and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from publisher.site import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' https:; "  # notes show pictures of others
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages may load: what they need is beside them, nothing stands inside them."""

_YEAR = 31_536_000


def security_headers(site: Site) -> Mapping[str, str]:
    """Those of this site: only one that is served by https binds browsers to it."""
    headers = {
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if urlsplit(site.address).scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return headers
