"""A site in a browser: served from memory at its own address, and nothing else within reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, Route

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 60_000
"""Milliseconds after which a test gives up on what should have come long ago, on a machine that is busy."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
ADDRESS = "https://notes.example/"

STRICT = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
"""A content security policy that lets a page load nothing but a site's own files."""


@dataclass(kw_only=True, eq=False)
class Server:
    """Answers a browser as a web server would; what it was asked for beyond the site is written down."""

    files: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        path = unquote(urlsplit(url).path.removeprefix("/"))
        path = f"{path}index.html" if not path or path.endswith("/") else path
        if url.startswith(ADDRESS) and path in self.files:
            self.asked.append(path)
            kind = guess_type(path)[0] or "application/octet-stream"
            headers = {"content-type": f"{kind}; charset=utf-8", "content-security-policy": STRICT}
            route.fulfill(body=self.files[path], headers=headers)
        else:
            self.refused.append(url)
            route.abort()
