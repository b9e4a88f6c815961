"""Requests to servers of others, by whoever follows redirections themselves or not at all."""

from __future__ import annotations

import requests

from publisher import __version__

AGENT = f"publisher/{__version__}"
"""What `User-Agent` says."""


class Session(requests.Session):
    """Leaves redirections alone: told not to follow them, requests still reads all that comes with one."""

    def __init__(self) -> None:
        super().__init__()
        self.headers["User-Agent"] = AGENT

    def get_redirect_target(self, _resp: requests.Response) -> str | None:
        return None
