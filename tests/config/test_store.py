"""[store] and [subscribers]: where subscribers are kept, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.audience.remotes import Remotes
from publisher.config import Settings, read
from publisher.errors import PublisherError
from publisher.store.address import StoreAddress

SITE = 'address = "https://notes.example/"\ntitle = "Notes"\nlanguages = ["ko"]\n'


def settings_of(folder: Path, text: str = "", **environment: str) -> Settings:
    file = folder / "publisher.toml"
    file.write_text(SITE + text)
    return read(file, environment=environment)


def test_by_default_a_file_beside_the_configuration(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)

    assert settings.store == StoreAddress(file=tmp_path / "publisher.db")
    assert settings.remotes is Remotes.HASHED


def test_the_environment_comes_first(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path, '[store]\nurl = "sqlite:///a.db"\n', PUBLISHER_STORE_URL="postgresql://me:hush@db/notes"
    )

    assert settings.store == StoreAddress(url="postgresql://me:hush@db/notes")


def test_network_addresses_are_kept_as_asked(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, '[subscribers]\nremote_addresses = "plain"\n')

    assert settings.remotes is Remotes.PLAIN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[store]\nurl = "mysql://me@db/notes"\n', "5: store.url: expected sqlite:///publisher.db, or postgresql://"),
        (
            '[store]\nurl = "postgresql://me:hush@db/notes"\n',
            "5: store.url: expected no password in a file that others read: set PUBLISHER_STORE_URL",
        ),
        (
            '[store]\nurl = "sqlite:///feeds/publisher.db"\n',
            "5: store.url: expected a place outside the web root, got ",
        ),
        (
            '[subscribers]\nremote_addresses = "maybe"\n',
            '5: subscribers.remote_addresses: expected one of hashed, plain, none, got "maybe"',
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PublisherError) as refusal:
        settings_of(tmp_path, text)

    assert f"publisher.toml:{told}" in refusal.value.message
    assert "hush" not in refusal.value.message


def test_a_mistake_in_the_environment_is_told_without_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(PublisherError) as refusal:
        settings_of(tmp_path, PUBLISHER_STORE_URL="oracle://me:hush@db")

    assert refusal.value.message == (
        "PUBLISHER_STORE_URL: expected sqlite:///publisher.db, or postgresql://user@host/database"
    )
