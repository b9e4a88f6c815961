"""[smtp] of publisher.toml: the relay that letters are handed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.config import read
from publisher.errors import PublisherError
from publisher.outbox.transports.smtp import Relay, Security
from publisher.outbox.ways import way_out
from tests.config.configured import LEAST, mistakes, settings


def relay(folder: Path, table: str) -> Relay:
    made = settings(folder, f"{LEAST}\n    [smtp]\n    {table}\n").mail.relay
    assert made
    return made


def test_nothing_is_sent_by_smtp_unless_a_relay_is_named(tmp_path: Path) -> None:
    assert settings(tmp_path).mail.relay is None


def test_a_host_is_enough_and_means_tls(tmp_path: Path) -> None:
    made = relay(tmp_path, 'host = "smtp.example.org"')

    assert str(made) == "smtp.example.org:587"
    assert made.security is Security.STARTTLS
    assert made.client_name == settings(tmp_path).site.host
    assert (made.username, made.letters_a_connection, made.timeout) == ("", 1000, 300)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ('host = "smtp.example.org"\nsecurity = "tls"', "smtp.example.org:465"),
        ('host = "Smtp.Example.org."\nport = 2525', "smtp.example.org:2525"),
        ('host = "localhost"\nsecurity = "none"', "localhost:25"),
        ('host = "127.0.0.1"\nsecurity = "none"\nusername = "me"', "127.0.0.1:25"),
        ('host = "[::1]"\nsecurity = "none"', "[::1]:25"),
        ('host = "mail"\nsecurity = "none"\nin_the_open = true', "mail:25"),
        ('host = "bücher.example"', "xn--bcher-kva.example:587"),
    ],
)
def test_a_relay_is_named_by_host_and_port(tmp_path: Path, table: str, name: str) -> None:
    assert str(relay(tmp_path, table)) == name


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("port = 25", "smtp: expected a host: the relay that takes letters from us"),
        (
            'host = "smtp example"',
            'smtp.host: expected the name of a relay such as smtp.example.org, got "smtp example"',
        ),
        ('host = "smtp..example"', "smtp.host: expected the name of a relay such as smtp.example.org"),
        ('host = "a.example"\nsecurity = "ssl"', 'smtp.security: expected one of starttls, tls, none, got "ssl"'),
        (
            'host = "a.example"\nsecurity = "none"',
            'smtp: expected security "starttls" or "tls": letters would go to',
        ),
        (
            'host = "a.example"\nsecurity = "none"\nin_the_open = true\nusername = "me"',
            'smtp: expected security "starttls" or "tls": a password would go to a.example in the open',
        ),
        ('host = "a.example"\nclient_name = "a b"', "smtp.client_name: expected a host name such as mail.example.org"),
        ('host = "a.example"\nusername = "나"', "smtp.username: expected a name of printable ASCII"),
        ('host = "a.example"\npassword = "secret"', "unknown key smtp.password, is password_file meant?"),
        ('host = "a.example"\ntimeout = 0', "smtp.timeout: "),
    ],
)
def test_what_would_not_do_or_not_be_safe_is_told(tmp_path: Path, table: str, told: str) -> None:
    (problem,) = mistakes(tmp_path, f"{LEAST}\n    [smtp]\n    " + table.replace("\n", "\n    ") + "\n")

    assert told in problem


def test_the_password_comes_from_the_environment_and_is_shown_to_nobody(tmp_path: Path) -> None:
    file = tmp_path / "publisher.toml"
    settings(tmp_path, f'{LEAST}\n    [smtp]\n    host = "a.example"\n    username = "me"\n')

    made = read(file, environment={"PUBLISHER_SMTP_PASSWORD": "kept to ourselves"})

    assert made.mail.relay
    assert made.mail.relay.password.read() == "kept to ourselves"
    assert "kept to ourselves" not in repr(made)


def test_files_start_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    made = relay(tmp_path, 'host = "a.example"\n    ca_file = "ca.pem"\n    password_file = "/run/password"')

    assert made.ca_file == tmp_path / "ca.pem"
    assert made.password.file == Path("/run/password")


def test_mail_leaves_by_smtp_if_it_is_told_to(tmp_path: Path) -> None:
    chosen = f'{LEAST}\n    [mail]\n    transport = "smtp"\n'

    assert way_out(settings(tmp_path, f'{chosen}\n    [smtp]\n    host = "a.example"\n').mail).name == "a.example:587"
    with pytest.raises(PublisherError, match=r"^smtp\.host is missing: "):
        way_out(settings(tmp_path, chosen).mail)
