"""[mail]: by which way mail leaves, and where reports of failure go."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.config import Settings, read
from publisher.errors import PublisherError
from publisher.outbox.transports.folder import Folder
from publisher.outbox.ways import way_out

SITE = 'address = "https://notes.example/"\ntitle = "Notes"\nlanguages = ["ko"]\n'


def settings_of(folder: Path, text: str = "") -> Settings:
    file = folder / "publisher.toml"
    file.write_text(SITE + text)
    return read(file, environment={})


def test_by_default_nothing_is_sent_and_messages_are_files(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)

    assert way_out(settings.mail) == Folder(path=tmp_path / "outbox")
    assert settings.mail.return_path == "bounces+{token}@notes.example"


def test_reports_of_failure_go_where_the_configuration_says(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, '[mail]\nreturn_path = "weekly-{token}@mail.example"\nfolder = "sent"\n')

    assert settings.mail.return_path == "weekly-{token}@mail.example"
    assert settings.mail.folder == tmp_path / "sent"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('transport = "pigeon"', '5: mail.transport: expected one of folder, smtp, got "pigeon"'),
        ('return_path = "bounces@notes.example"', "5: mail.return_path: expected an address such as bounces+{token}@"),
        ('return_path = "b@{token}.example"', "5: mail.return_path: expected an address such as bounces+{token}@"),
        (f'return_path = "{"b" * 26}{{token}}@notes.example"', "5: mail.return_path: expected an address such as "),
        ('folder = "feeds/outbox"', "5: mail.folder: expected a place outside the web root, got "),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PublisherError) as refusal:
        settings_of(tmp_path, f"[mail]\n{text}\n")

    # Other ways may be listed too.
    assert f"publisher.toml:{told.replace('folder, smtp', 'folder')}".partition(", got")[0] in refusal.value.message
