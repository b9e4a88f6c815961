"""[postmark], [mailgun] and [resend] of publisher.toml: whom letters can be handed to by an API."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.config import read
from publisher.errors import PublisherError
from publisher.outbox.transports.providers.mailgun import Mailgun
from publisher.outbox.transports.providers.postmark import Postmark
from publisher.outbox.transports.providers.resend import Resend
from publisher.outbox.ways import way_out
from tests.config.configured import LEAST, mistakes, settings


def table(text: str) -> str:
    return f"{LEAST}\n    " + text.replace("\n", "\n    ") + "\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[mail]\ntransport = "postmark"', "api.postmarkapp.com"),
        ('[mail]\ntransport = "resend"', "api.resend.com"),
        ('[mail]\ntransport = "mailgun"\n[mailgun]\ndomain = "mg.example.org"', "api.mailgun.net"),
        ('[mail]\ntransport = "mailgun"\n[mailgun]\ndomain = "mg.example.org"\nregion = "eu"', "api.eu.mailgun.net"),
        ('[mail]\ntransport = "resend"\n[resend]\naddress = "http://127.0.0.1:8000/"', "127.0.0.1:8000"),
    ],
)
def test_a_word_chooses_the_provider(tmp_path: Path, text: str, name: str) -> None:
    assert way_out(settings(tmp_path, table(text)).mail).name == name


def test_mailgun_without_a_domain_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match=r"^mailgun\.domain is missing: "):
        way_out(settings(tmp_path, table('[mail]\ntransport = "mailgun"')).mail)


def test_what_is_set_reaches_the_adapter(tmp_path: Path) -> None:
    text = (
        '[postmark]\nstream = "weekly-notes"\nletters_a_call = 500\ntimeout = 5.0\n'
        '[mailgun]\ndomain = "mg.example.org"\ntimeout = 6.0\naddress = "https://mailgun.example"\n'
        "[resend]\nletters_a_call = 7"
    )

    made = settings(tmp_path, table(text)).mail.providers

    postmark, mailgun, resend = made["postmark"], made["mailgun"], made["resend"]
    assert isinstance(postmark, Postmark)
    assert isinstance(mailgun, Mailgun)
    assert isinstance(resend, Resend)
    assert (postmark.stream, postmark.letters_a_call, postmark.timeout) == ("weekly-notes", 500, 5.0)
    assert (mailgun.domain, mailgun.timeout, mailgun.address) == ("mg.example.org", 6.0, "https://mailgun.example")
    assert resend.letters_a_call == 7


def test_keys_come_from_the_environment_or_a_file_and_are_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "publisher.toml"
    settings(tmp_path, table('[mailgun]\ndomain = "mg.example.org"\nkey_file = "mailgun.key"'))
    (tmp_path / "mailgun.key").write_text("secret-of-the-file\n")
    (tmp_path / "mailgun.key").chmod(0o600)

    environment = {"PUBLISHER_POSTMARK_TOKEN": "secret-of-postmark", "PUBLISHER_RESEND_KEY": "secret-of-resend"}
    made = read(file, environment=environment)

    keys = {name: provider.key.read() for name, provider in made.mail.providers.items()}
    assert keys == {"postmark": "secret-of-postmark", "mailgun": "secret-of-the-file", "resend": "secret-of-resend"}
    assert "secret-of-" not in repr(made)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("postmark", "expected a token in PUBLISHER_POSTMARK_TOKEN, or in the file of postmark.token_file"),
        ("resend", "expected a key in PUBLISHER_RESEND_KEY, or in the file of resend.key_file"),
    ],
)
def test_a_key_that_is_missing_is_told_with_both_places(tmp_path: Path, way: str, told: str) -> None:
    chosen = way_out(settings(tmp_path, table(f'[mail]\ntransport = "{way}"')).mail)

    with pytest.raises(PublisherError) as caught, chosen.session():
        pass

    assert caught.value.message == f"mail.transport: {told}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[postmark]\nstream = "a b"',
            'postmark.stream: expected the id of a message stream such as broadcast, got "a b"',
        ),
        ("[postmark]\nletters_a_call = 501", "postmark.letters_a_call: "),
        ("[resend]\nletters_a_call = 101", "resend.letters_a_call: "),
        ('[mailgun]\ndomain = "a/b"', 'mailgun.domain: expected a domain at Mailgun such as mg.example.org, got "a/b"'),
        ('[mailgun]\nregion = "mars"', "mailgun.region: "),
        ('[resend]\naddress = "http://api.resend.com"', "resend.address: expected an https address of an API"),
        ('[resend]\nkey = "secret"', "unknown key resend.key"),
    ],
)
def test_what_will_not_do_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (problem,) = mistakes(tmp_path, table(text))

    assert told in problem
