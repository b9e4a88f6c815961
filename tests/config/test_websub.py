"""[websub] of publisher.toml: the hubs that are told of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.configured import LEAST, mistakes, settings


def hubs(folder: Path, *addresses: str) -> tuple[str, ...]:
    return settings(folder, f"{LEAST}\n    [websub]\n    hubs = {list(addresses)!r}\n").site.hubs


def test_no_hub_is_told_unless_one_is_named(tmp_path: Path) -> None:
    made = settings(tmp_path)

    assert made.site.hubs == ()
    assert made.patience.answer == 10
    assert made.paths.cache == tmp_path / ".publisher"


def test_hubs_keep_their_order_and_are_named_once(tmp_path: Path) -> None:
    assert hubs(tmp_path, "https://b.example/", "https://a.example/", "https://b.example/") == (
        "https://b.example/",
        "https://a.example/",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://hub.example", "https://hub.example/"),
        (" HTTPS://Hub.Example/Push ", "https://hub.example/Push"),
        ("https://hub.example:8443/a%20b?site=a b&x=한", "https://hub.example:8443/a%20b?site=a%20b&x=%ED%95%9C"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://localhost:8080/", "http://localhost:8080/"),
        ("http://[::1]:8080/push", "http://[::1]:8080/push"),
    ],
)
def test_an_address_is_written_as_it_is_asked_for(tmp_path: Path, written: str, read: str) -> None:
    assert hubs(tmp_path, written) == (read,)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hub.example",
        "http://hub.example/",
        "https://me:secret@hub.example/",
        "https://hub.example/#a",
        "https://hub .example/",
        "https://hub.example:99999/",
        "mailto:hub@hub.example",
    ],
)
def test_an_address_where_others_could_listen_is_refused(tmp_path: Path, address: str) -> None:
    (told,) = mistakes(tmp_path, f'{LEAST}\n    [websub]\n    hubs = ["{address}"]\n')

    assert told.startswith("publisher.toml:6: websub.hubs: expected the address of a hub such as https://hub.example/")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('hub = "https://hub.example/"', "unknown key websub.hub, is hubs meant?"),
        ('hubs = "https://hub.example/"', "websub.hubs: "),
        ("timeout = 0", "websub.timeout: "),
        ("timeout = inf", "websub.timeout: "),
        ("timeout = nan", "websub.timeout: "),
        ("timeout = 3600", "websub.timeout: "),
    ],
)
def test_other_mistakes_are_told_with_their_line(tmp_path: Path, line: str, told: str) -> None:
    (mistake,) = mistakes(tmp_path, f"{LEAST}\n    [websub]\n    {line}\n")

    assert mistake.startswith(f"publisher.toml:6: {told}")


def test_a_hub_may_be_given_more_time(tmp_path: Path) -> None:
    assert settings(tmp_path, f"{LEAST}\n    [websub]\n    timeout = 30\n").patience.answer == 30
