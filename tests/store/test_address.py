"""Which database a URL names, and that nobody reads a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.store.address import StoreAddress, has_password, parse_address

HERE = Path("/srv/notes")


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("sqlite:///publisher.db", "/srv/notes/publisher.db"),
        ("sqlite:///state/my%20notes.db", "/srv/notes/state/my notes.db"),
        ("sqlite:////var/lib/publisher.db", "/var/lib/publisher.db"),
    ],
)
def test_a_file_is_looked_for_beside_the_configuration(text: str, file: str) -> None:
    assert parse_address(text, HERE) == StoreAddress(file=Path(file))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_the_names_that_a_server_goes_by_are_one(scheme: str) -> None:
    assert parse_address(f"{scheme}://me@db:5433/notes", HERE) == StoreAddress(url="postgresql://me@db:5433/notes")


@pytest.mark.parametrize(
    "text",
    [
        *("", "publisher.db", "sqlite:publisher.db", "sqlite://", "sqlite:///", "sqlite://host/a.db"),
        *(
            "mysql://me@db/notes",
            "postgresql://db",
            "postgresql://db/",
            "postgresql://db:port/notes",
            "postgresql://[/a",
        ),
    ],
)
def test_anything_else_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"^expected sqlite:///publisher\.db, or postgresql://user@host/database$"):
        parse_address(text, HERE)


@pytest.mark.parametrize("url", ["postgresql://me:hush@db/notes", "postgresql://me@db/notes?password=hush"])
def test_a_password_is_noticed_and_never_shown(url: str) -> None:
    address = parse_address(url, HERE)

    assert has_password(url)
    assert str(address) == "postgresql://me@db/notes"
    assert "hush" not in repr(address)
