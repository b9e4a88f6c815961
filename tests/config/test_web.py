"""The table [web]: where the site is served, and who may say who asks."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from publisher.config import Settings
from publisher.config.read import read
from publisher.errors import PublisherError

CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
languages = ["ko"]
[web]
"""


def settings_of(folder: Path, table: str) -> Settings:
    file = folder / "publisher.toml"
    file.write_text(CONFIGURATION + table, "utf-8")
    return read(file, environment={})


def test_without_a_word_it_is_this_machine_alone(tmp_path: Path) -> None:
    web = settings_of(tmp_path, "").web

    assert (web.host, web.port, web.hosts, web.proxies) == ("127.0.0.1", 8080, ("notes.example",), ())


def test_everything_may_be_said(tmp_path: Path) -> None:
    web = settings_of(
        tmp_path,
        'host = "::"\nport = 80\nhosts = ["WWW.notes.example", "notes.example"]\nproxies = ["10.0.0.0/8", "::1"]\n',
    ).web

    assert (web.host, web.port, web.hosts) == ("::", 80, ("notes.example", "www.notes.example"))
    assert web.proxies == (ip_network("10.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("port = 70000", "65535"),
        ('hosts = ["notes.example:80"]', 'without a port, got "notes.example:80"'),
        ('hosts = ["*"]', 'expected names such as www.example.org, without a port, got "*"'),
        ('proxies = ["proxy.example"]', 'expected addresses or networks such as 10.0.0.0/8, got "proxy.example"'),
        ('proxies = ["10.0.0.1/8"]', 'got "10.0.0.1/8"'),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, line: str, expected: str) -> None:
    with pytest.raises(PublisherError) as refused:
        settings_of(tmp_path, line)

    assert "publisher.toml:6: web." in refused.value.message
    assert expected in refused.value.message
