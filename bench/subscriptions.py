"""`python -m bench.subscriptions`: how many people a second subscribe and confirm, and how many mails are written.

python -m bench.subscriptions                                  SQLite, in a temporary folder
python -m bench.subscriptions postgresql://me@/an_empty_one    a database that holds nothing yet

One process, the whole application without a network: each asks and confirms by a form of their own, from a network of
their own. The disk is waited for: who is answered is in the store also when the power fails.
"""

from __future__ import annotations

import re
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from publisher import theme
from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.config.read import read
from publisher.notices.clerk import Clerk, Delivered
from publisher.notices.message import Desk
from publisher.outbox.transports.memory import Memory
from publisher.pipeline import build
from publisher.register.guard import Policy
from publisher.store.address import StoreAddress, parse_address
from publisher.store.opening import open_store, upgrade_store
from publisher.store.store import Store
from publisher.web.application import application

_PEOPLE = 1000
_CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
languages = ["ko", "en"]
[newsletter]
subscribe = true
[subscribers]
asks_in_total = 0
"""
_NOTE = "2024-12-13\nA paper\n(Ada Lovelace)\nWe study.\n연구합니다.\nOn studies.\n#llm #tokenizer\n"


def main() -> None:
    """Measure, and say so."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").mkdir()
        (folder / "publisher.toml").write_text(_CONFIGURATION)
        (folder / "content" / "2024-12-13.txt").write_text(_NOTE)
        address = parse_address(sys.argv[1], folder) if sys.argv[1:] else StoreAddress(file=folder / "publisher.db")
        settings = read(folder / "publisher.toml", environment={})
        build(settings, now=datetime.now(UTC), policy=Policy(), strict=False)
        upgrade_store(address, chance=secrets.token_bytes)
        with open_store(address, chance=secrets.token_bytes) as store:
            _measure(settings, store)


def _measure(settings: Settings, store: Store) -> None:
    now = datetime.now(UTC)
    times = [now]
    app = application(settings, store=store, clock=lambda: times[0], chance=secrets.token_bytes, hosts=("localhost",))
    client = app.test_client()
    page = client.get("/en/subscribe/")
    found = re.search(r'name="stamp" value="([^"]+)"', page.text)
    assert found, page.text
    times[0] = now + timedelta(seconds=5)
    mailbox = Memory()
    _timed("forms shown", lambda: [client.get("/en/subscribe/") for _ in range(_PEOPLE)])
    _timed("asked", lambda: _ask(client, found[1]))
    _timed("mails written and sent to memory", lambda: _deliver(settings, store, mailbox, times[0]))
    links = [_link(parcel.message) for parcel in mailbox.left]
    assert len(links) == _PEOPLE
    _timed("confirmed", lambda: [client.post(link) for link in links])


def _ask(client: FlaskClient, stamp: str) -> None:
    for number in range(_PEOPLE):
        client.environ_base["REMOTE_ADDR"] = f"10.{number // 250}.{number % 250}.1"
        form = {"stamp": stamp, "email": f"reader{number}@example.org", "choice": ["en/llm", "ko"]}
        assert client.post("/en/subscribe/", data=form).status_code == 303


def _deliver(settings: Settings, store: Store, mailbox: Memory, now: datetime) -> None:
    desk = Desk(
        site=settings.site,
        newsletter=settings.newsletter,
        keyring=store.keyring,
        environment=theme.environment(),
        labels=lambda: {"llm": "llm"},
    )
    clerk = Clerk(roster=Roster(store=store, chance=secrets.token_bytes), desk=desk, transport=mailbox)
    while clerk.deliver(now=now) != Delivered():
        pass


def _link(message: bytes) -> str:
    found = re.search(rb"https://notes\.example(/en/confirm/[\w-]+)", message.replace(b"=\r\n", b""))
    assert found
    return found[1].decode()


def _timed(label: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"{label:<40} {_PEOPLE / (time.perf_counter() - began):8.0f} a second")  # noqa: T201  # what it is for


if __name__ == "__main__":
    main()
