"""The application on a port of this machine, for a browser: at an address of its own, with mails in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from werkzeug.serving import make_server

from publisher import theme
from publisher.notices.clerk import Clerk
from publisher.notices.message import Desk
from publisher.outbox.transports.folder import Folder
from tests.loopback import running
from tests.web.people.visiting import Visited


@dataclass(frozen=True, kw_only=True)
class Port:
    """A site that answers a browser."""

    house: Visited
    address: str
    outbox: Path

    def mails(self) -> list[EmailMessage]:
        """What has left, the newest last."""
        settings = self.house.settings
        desk = Desk(
            site=settings.site,
            newsletter=settings.newsletter,
            keyring=self.house.store.keyring,
            environment=theme.environment(),
            labels=lambda: {"llm": "llm", "tokenizer": "tokenizer", "임베딩": "임베딩"},
        )
        Clerk(roster=self.house.roster, desk=desk, transport=Folder(path=self.outbox)).deliver(now=self.house.now)
        files = sorted(self.outbox.glob("*.eml"), key=lambda file: int(file.stem.rpartition("-")[2]))
        return [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in files]


@contextmanager
def opened(house: Visited) -> Iterator[Port]:
    """Serve until the block ends; the clock of the site is the house's."""
    server = make_server("127.0.0.1", 0, house.application(), threaded=True)
    address = f"http://127.0.0.1:{server.port}/"
    file = house.folder / "publisher.toml"
    file.write_text(file.read_text("utf-8").replace("https://notes.example/", address), "utf-8")
    server.app = house.application()  # the port is known only now, and the application knows its address
    with running(server):
        yield Port(house=house, address=address, outbox=house.folder / "outbox")
