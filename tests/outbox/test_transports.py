"""The promises of transport.py, held by every way out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from publisher.errors import PublisherError
from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Transport
from publisher.outbox.transports.folder import Folder
from publisher.outbox.transports.memory import Memory
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.builders import MESSAGE, parcel
from tests.outbox.scripted_relay import EHLO, EHLO_PLAIN, scripted_relay

Make = Callable[[Path], AbstractContextManager[Transport]]


def _folder(path: Path) -> Transport:
    return Folder(path=path / "outbox")


@contextmanager
def _smtp(ehlo: bytes) -> Iterator[Transport]:
    with scripted_relay(lambda verb, _: ehlo if verb == "EHLO" else None) as relay:
        yield Smtp(relay=relay.at())


MAKE: Mapping[str, Make] = {
    "folder": lambda path: nullcontext(_folder(path)),
    "memory": lambda _: nullcontext(Memory()),
    "smtp": lambda _: _smtp(EHLO_PLAIN),
    "smtp, pipelined": lambda _: _smtp(EHLO),
}


@pytest.fixture(params=MAKE)
def transport(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transport]:
    with MAKE[request.param](tmp_path) as made:
        yield made


def _any(parcels: Sequence[Parcel]) -> Collection[Parcel]:
    return parcels


def test_every_parcel_has_its_outcome_in_order(transport: Transport) -> None:
    parcels = [parcel(f"letter-{number}") for number in range(3)]

    with transport.session() as session:
        delivered = list(session.deliver(parcels, _any))

    assert [one for one, _ in delivered] == parcels
    assert {outcome.fate for _, outcome in delivered} == {Fate.ACCEPTED}


def test_what_may_not_leave_has_no_outcome(transport: Transport) -> None:
    first, second = parcel("letter-1"), parcel("letter-2")

    with transport.session() as session:
        delivered = list(session.deliver([first, second], lambda some: [one for one in some if one is second]))

    assert [one for one, _ in delivered] == [second]


def test_a_parcel_is_asked_about_just_before_it_leaves(transport: Transport) -> None:
    happened: list[str] = []

    def leaving(parcels: Sequence[Parcel]) -> Collection[Parcel]:
        happened.extend(f"leaves {one.key}" for one in parcels)
        return parcels

    with transport.session() as session:
        for one, _ in session.deliver([parcel("a"), parcel("b")], leaving):
            happened.append(f"left {one.key}")

    assert happened == ["leaves a", "left a", "leaves b", "left b"]


def test_a_folder_holds_each_message_once_and_as_it_was(tmp_path: Path) -> None:
    folder = Folder(path=tmp_path / "outbox")

    for _ in range(2):
        with folder.session() as session:
            list(session.deliver([parcel("2024-W50-ko-1")], _any))

    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "2024-W50-ko-1.eml"
    assert file.read_bytes() == MESSAGE
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("key", ["../escape", "a/b", ".hidden", "", "x" * 300, "a b", "가"])
def test_any_key_names_one_file_in_the_folder(key: str, tmp_path: Path) -> None:
    folder = Folder(path=tmp_path / "outbox")

    with folder.session() as session:
        list(session.deliver([parcel(key), parcel(f"{key}!")], _any))

    names = [path.name for path in tmp_path.rglob("*.eml")]
    assert len(names) == 2
    assert all((tmp_path / "outbox" / name).is_file() and not name.startswith(".") for name in names)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")

    with pytest.raises(PublisherError, match="outbox: no folder for mail can be made"), _folder(tmp_path).session():
        pass


def test_a_file_that_cannot_be_written_may_be_tried_again(tmp_path: Path) -> None:
    folder = Folder(path=tmp_path)
    (tmp_path / "letter-1.eml").mkdir()

    ((_, outcome),) = folder.deliver([parcel("letter-1")], _any)

    assert outcome.fate is Fate.DEFERRED
    assert "letter-1.eml" in outcome.reply


def test_memory_keeps_what_was_accepted_alone() -> None:
    memory = Memory(answer=lambda one: Outcome(fate=Fate.REFUSED if one.key == "bad" else Fate.ACCEPTED))

    list(memory.deliver([parcel("bad"), parcel("good")], _any))

    assert [one.key for one in memory.left] == ["good"]
