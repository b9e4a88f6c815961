"""`publisher bounces`: from a Maildir, an mbox, a message or standard input, and never a mail lost."""

from __future__ import annotations

import mailbox
import os
import secrets
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from publisher.outbox.addressing import return_path
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from tests.cli.conftest import CONFIGURATION, NOW, Publication

SAMPLES = Path(__file__).parent.parent / "outbox" / "bounces"
ADA = "ada@example.org"


@pytest.fixture
def readers(publication: Publication) -> Publication:
    publication.now = NOW - timedelta(days=14)
    for email in (ADA, "bob@example.org"):
        publication.run("subscribers", "add", email, "--consent", "a fair")
    publication.now = NOW
    return publication


def a_mail(publication: Publication, name: str = "postfix", *, proof: bool = True) -> bytes:
    """A sample that came back for Ada, or one that somebody made up."""
    address = StoreAddress(file=publication.folder / "publisher.db")
    with open_store(address, chance=secrets.token_bytes) as store, store.reading() as connection:
        query = text("SELECT public_id FROM subscribers WHERE email = :email")
        public_id = connection.execute(query, {"email": ADA}).scalar_one()
        path = return_path("bounces+{token}@notes.example", store.keyring, public_id)
    template = (SAMPLES / f"{name}.eml").read_text("utf-8")
    path = path if proof else f"bounces+{'a' * 39}@notes.example"
    return template.replace("{return_path}", path).replace("{email}", ADA).encode()


def states(publication: Publication) -> dict[str, str]:
    return {one["email"]: one["state"] for one in publication.json("subscribers", "list")}


def piped(publication: Publication, mail: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "publisher", "bounces", "-", *arguments]
    return subprocess.run(command, cwd=publication.folder, input=mail, capture_output=True, check=False)


def maildir(publication: Publication, **mails: bytes) -> Path:
    for folder in ("new", "cur", "tmp"):
        (publication.folder / "Maildir" / folder).mkdir(parents=True)
    for name, content in mails.items():
        (publication.folder / "Maildir" / "new" / name).write_bytes(content)
    return publication.folder / "Maildir"


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_maildir_is_read_once_and_nothing_in_it_is_deleted(readers: Publication) -> None:
    folder = maildir(readers, first=a_mail(readers), second=a_mail(readers, "gmail", proof=False))

    dry = readers.run("bounces", "Maildir", "--dry-run")
    untouched = (files(folder), states(readers)[ADA])
    heard = readers.run("bounces", "Maildir")
    again = readers.run("bounces", "Maildir")

    assert dry.stdout.startswith("Nothing is written: this is what would be\n")
    assert untouched == ({"new/first", "new/second"}, "confirmed")
    assert heard.stdout.startswith(f"Maildir/new/first: {ADA}: bounced: 550 5.1.1 <{ADA}>: Recipient address rejected")
    assert "second: ada@example.org: unrecognised: nothing proves whose letter it was" in heard.stdout
    assert heard.stdout.endswith("2 reports: bounced 1, unrecognised 1\n")
    assert files(folder) == {"cur/first:2,S", "cur/second:2,FS"}
    assert states(readers) == {ADA: "bounced", "bob@example.org": "confirmed"}
    assert again.stdout == "0 reports: none\n"


def test_an_mbox_is_left_as_it_is(readers: Publication) -> None:
    box = mailbox.mbox(readers.folder / "box")
    box.add(a_mail(readers))
    box.add(a_mail(readers, "out-of-office"))
    box.flush()
    box.close()
    before = (readers.folder / "box").read_bytes()

    heard = readers.json("bounces", "box")

    assert [(one["effect"], one["email"]) for one in heard["reports"]] == [("bounced", ADA), ("ignored", None)]
    assert heard["effects"]["bounced"] == 1
    assert (readers.folder / "box").read_bytes() == before
    assert not (readers.folder / "box.lock").exists()
    assert readers.json("bounces", "box")["effects"]["known"] == 1


def test_the_configuration_may_name_the_mailbox(readers: Publication) -> None:
    (readers.folder / "message.eml").write_bytes(a_mail(readers))
    readers.write("publisher.toml", f'{CONFIGURATION}[mail]\nbounces = "message.eml"\n')

    assert readers.run("bounces").stdout.endswith("1 report: bounced 1\n")


def test_standard_input_holds_one_mail(readers: Publication) -> None:
    done = piped(readers, a_mail(readers) + b"A" * 3_000_000)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"1 report: bounced 1\n")
    assert states(readers)[ADA] == "bounced"


def test_the_envelopes_recipient_is_a_proof(readers: Publication) -> None:
    mail = a_mail(readers, "gmail", proof=False)
    recipient = a_mail(readers).partition(b"Delivered-To: ")[2].partition(b"\n")[0].decode()

    assert b"unrecognised 1" in piped(readers, mail).stdout
    assert b"noted 1" in piped(readers, mail, "--recipient", recipient).stdout


@pytest.mark.parametrize("file", ["publisher.db", "publisher.toml"])
def test_trouble_of_ours_makes_the_mail_server_keep_the_mail(readers: Publication, file: str) -> None:
    mail = a_mail(readers)
    readers.write(file, "no database, and no configuration")

    done = piped(readers, mail)

    assert done.returncode == os.EX_TEMPFAIL
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 2, "expected a Maildir, an mbox, a message or -"),
        (("absent",), 1, "absent: no such Maildir, mbox or message"),
        (("content",), 1, "content: expected a Maildir"),
    ],
)
def test_what_is_no_mailbox_is_told(
    publication: Publication, arguments: tuple[str, ...], status: int, told: str
) -> None:
    result = publication.run("bounces", *arguments)

    assert result.exit_code == status
    assert told in result.stderr


def sent(publication: Publication) -> bytes:
    """The head of the letter that Ada really got of the older of two weeks."""
    publication.now = NOW - timedelta(days=14)
    publication.run("subscribers", "add", ADA, "--choice", "en", "--consent", "a fair")
    publication.now = NOW
    publication.run("build")
    for week in ("2024-W50", "2024-W51"):
        publication.run("send", "--yes", "--week", week)
    return (publication.folder / "outbox" / "2024-W50-en-1.eml").read_bytes().partition(b"\r\n\r\n")[0] + b"\r\n"


def returned(head: bytes) -> bytes:
    """A report to an address that says nothing, with the head of the letter."""
    status = f"Final-Recipient: rfc822; {ADA}\r\nAction: failed\r\nStatus: 5.1.1\r\n".encode()
    parts = (
        b"message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n" + status,
        b"text/rfc822-headers\r\n\r\n" + head,
    )
    body = b"".join(b"--x\r\nContent-Type: " + part + b"\r\n" for part in parts)
    return b"To: weekly@notes.example\r\nContent-Type: multipart/report; boundary=x\r\n\r\n" + body + b"--x--\r\n"


@pytest.mark.parametrize("cut", [b"", b"List-Unsubscribe"])
def test_a_letter_that_was_really_sent_is_recognised_by_its_own_head(publication: Publication, cut: bytes) -> None:
    """By the link to leave, or where a server cuts that, by the address and the Message-ID."""
    lines = sent(publication).splitlines(keepends=True)
    head = b"".join(line for line in lines if not cut or not line.startswith(cut))
    (publication.folder / "message.eml").write_bytes(returned(head))

    told = publication.json("bounces", "message.eml")
    tallies = [publication.json("issue", week)["issues"][-1] for week in ("2024-W50", "2024-W51")]

    assert [(one["effect"], one["email"]) for one in told["reports"]] == [("bounced", ADA)]
    assert [(tally["sent"], tally["failed"]) for tally in tallies] == [(0, 1), (1, 0)]


def test_neither_a_strangers_message_id_nor_another_address_is_a_proof(publication: Publication) -> None:
    head = b"".join(
        line for line in sent(publication).splitlines(keepends=True) if not line.startswith(b"List-Unsubscribe")
    )
    publication.run("subscribers", "add", "bob@example.org", "--choice", "en", "--consent", "a fair")
    (publication.folder / "message.eml").write_bytes(returned(head).replace(ADA.encode(), b"bob@example.org"))

    told = publication.json("bounces", "message.eml")

    assert [one["effect"] for one in told["reports"]] == ["unrecognised"]
