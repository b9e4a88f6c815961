"""What the configuration says of those who subscribe: whether they can, how often, and how mails leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.audience.limits import Limits
from publisher.config import read
from publisher.errors import PublisherError
from publisher.outbox.transports.folder import Folder
from publisher.outbox.ways import way_out
from tests.config.test_store import settings_of


def test_by_default_nobody_subscribes_here_and_mails_go_into_a_folder(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)

    assert not settings.site.takes_subscribers
    assert settings.limits == Limits(address=3, network=20, total=1000)
    assert settings.says_goodbye
    assert way_out(settings.mail) == Folder(path=tmp_path / "outbox")


def test_limits_are_those_that_are_asked_for(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        "[newsletter]\nsubscribe = true\n"
        "[subscribers]\nasks_per_address = 0\nasks_per_network = 5\nasks_in_total = 60\ngoodbye = false\n"
        '[mail]\nfolder = "mail/out"\n',
    )

    assert settings.site.takes_subscribers
    assert settings.limits == Limits(address=0, network=5, total=60)
    assert not settings.says_goodbye
    assert way_out(settings.mail) == Folder(path=tmp_path / "mail" / "out")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[subscribers]\nasks_per_network = -1\n", "5: subscribers.asks_per_network: expected"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PublisherError) as caught:
        settings_of(tmp_path, text)

    assert told in str(caught.value)


def test_nobody_subscribes_where_their_links_could_be_read_on_the_way(tmp_path: Path) -> None:
    file = tmp_path / "publisher.toml"
    text = 'address = "http://notes.example/"\ntitle = "Notes"\nlanguages = ["ko"]\n[newsletter]\nsubscribe = true\n'
    file.write_text(text)

    with pytest.raises(PublisherError) as caught:
        read(file, environment={})

    assert str(caught.value) == (
        f"{file}:5: newsletter.subscribe: expected a site of https (http on this machine alone), "
        "got http://notes.example/"
    )


@pytest.mark.parametrize("address", ["https://notes.example/", "http://127.0.0.1:8080/", "http://localhost:8080/"])
def test_on_this_machine_it_can_be_tried(tmp_path: Path, address: str) -> None:
    file = tmp_path / "publisher.toml"
    file.write_text(f'address = "{address}"\ntitle = "Notes"\nlanguages = ["ko"]\n[newsletter]\nsubscribe = true\n')

    assert read(file, environment={}).site.takes_subscribers
