"""A preview at work: what is changed is shown, what is broken is told, and nothing of the publication is written."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from publisher.errors import PublisherError
from publisher.preview.run import Preview
from tests.cli.conftest import NOW, Publication
from tests.preview.studio import PATIENCE, Folder, Heard, Running, previewed

BROKEN = "{% if %}"


def got(running: Running, path: str) -> str:
    try:
        with urlopen(running.address + path, timeout=PATIENCE) as answer:  # noqa: S310  # it is on this machine
            return str(answer.read().decode())
    except HTTPError as error:
        with error:
            return error.read().decode()


def test_a_note_that_is_edited_is_shown(folder: Folder) -> None:
    with previewed(folder) as running:
        before = got(running, "en/2024/12/13/")
        folder.edit("content/2024-12-13.txt", "On bytes.", "On bytes, again.")
        edition, _ = running.heard.next("built")
        after = got(running, "en/2024/12/13/")

    assert "On bytes." in before
    assert "On bytes, again." in after
    assert 0 < edition.changed < len(edition.files)


@pytest.mark.parametrize(
    ("path", "content", "place"),
    [
        ("templates/pages/day.html", BROKEN, "day.html:1: "),
        ("templates/newsletter/issue.txt", BROKEN, "issue.txt:1: "),
        ("templates/newsletter/style.css", "@import 'https://example.org/a.css';", "style.css:1: "),
        ("templates/strings/ko.toml", "=", "ko.toml: "),
        ("publisher.toml", "title = \n", "publisher.toml:1: expected TOML"),
        ("publisher.toml", "", "publisher.toml: address is missing"),
        ("register.jsonl", "{", "register.jsonl"),
    ],
)
def test_what_is_broken_is_told_and_mended_without_an_end(folder: Folder, path: str, content: str, place: str) -> None:
    file = folder.place / path
    before = file.read_text() if file.exists() else None

    with previewed(folder) as running:
        folder.write(path, content)
        (fault, *_) = running.heard.next("failed")
        broken = got(running, "en/2024/12/13/")
        if before is None:
            file.unlink()
        else:
            folder.write(path, before)
        running.heard.next("built")
        mended = got(running, "en/2024/12/13/")

    assert place in fault
    assert place in broken
    assert "On bytes." in broken
    assert place not in mended


def test_what_is_gone_for_a_moment_is_told_and_comes_back(folder: Folder) -> None:
    """As editors save in two steps, and a checkout changes everything."""
    with previewed(folder) as running:
        for path in ("publisher.toml", "content"):
            (folder.place / path).rename(folder.place / "elsewhere")
            (fault, *_) = running.heard.next("failed")
            assert path in fault
            (folder.place / "elsewhere").rename(folder.place / path)
            running.heard.next("built")

        assert "On bytes." in got(running, "en/2024/12/13/")


def test_a_preview_may_begin_with_what_is_broken(folder: Folder) -> None:
    folder.write("publisher.toml", (folder.place / "publisher.toml").read_text() + "[nothing]\n")

    with previewed(folder) as running:
        before = got(running, "")
        folder.edit("publisher.toml", "[nothing]\n", "")
        running.heard.next("built")
        after = got(running, "ko/")

    assert "unknown key nothing" in before
    assert "바이트를 다룹니다." in after


def test_a_fault_of_ours_is_told_and_survived(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    faults = [RuntimeError("of ours"), OSError(13, "Permission denied", "content/a.txt")]

    def read() -> Any:
        if faults:
            raise faults.pop(0)
        return folder.settings()

    with previewed(folder, read=read) as running:
        ours = got(running, "")
        folder.write("publisher.toml", (folder.place / "publisher.toml").read_text() + "\n")
        assert running.heard.next("failed") == ["content/a.txt: cannot be used: Permission denied"]
        folder.write("publisher.toml", (folder.place / "publisher.toml").read_text() + "\n")
        running.heard.next("built")

    assert "publisher itself failed: RuntimeError: of ours" in ours
    assert "RuntimeError: of ours" in capsys.readouterr().err


def test_problems_are_told_once(folder: Folder) -> None:
    with previewed(folder) as running:
        folder.write("content/undated.md", "Words.")
        _, first = running.heard.next("built")
        folder.write("content/empty.md", "")
        _, second = running.heard.next("built")

    assert [line.partition("content/")[2].partition(":")[0] for line in (*first, *second)] == ["undated.md", "empty.md"]


def test_nothing_of_the_publication_is_written(publication: Publication) -> None:
    assert publication.run("build").exit_code == 0
    assert publication.run("digest").exit_code == 0
    folder = Folder(publication.folder)
    folder.write("content/2024-12-24.txt", "2024-12-24\nNew\n(Ada)\nWords.\n새 글입니다.\nIt is new.\n#llm\n")
    before = folder.files()

    with previewed(folder) as running:
        day, mail = got(running, "en/2024/12/24/"), got(running, "preview/en/2024-W52/mail.txt")
        (folder.place / "content/2024-12-13.txt").rename(folder.place / "content/moved.txt")
        running.heard.next("built")
        (folder.place / "content/moved.txt").rename(folder.place / "content/2024-12-13.txt")
        running.heard.next("built")

    assert "It is new." in day
    assert "It is new." in mail
    assert folder.files() == before


def test_ids_are_those_that_a_build_will_give(publication: Publication) -> None:
    folder = Folder(publication.folder)
    with previewed(folder) as running:
        shown = got(running, "en/atom.xml").replace(running.address, "https://notes.example/")

    assert publication.run("build").exit_code == 0
    assert shown.encode() == publication.files()["en/atom.xml"]


def test_what_would_stop_a_build_is_told_and_shown_all_the_same(publication: Publication) -> None:
    assert publication.run("build").exit_code == 0
    folder = Folder(publication.folder)

    with previewed(folder) as running:
        for path in ("2024-12-13.txt", "vault/241218 Sentences.md"):
            (folder.place / "content" / path).unlink()
        edition, told = running.heard.next("built")
        shown = got(running, "en/")

    assert any("if that is meant, build with --allow-gone" in line for line in told)
    assert "if that is meant, build with --allow-gone" in shown
    assert edition.mistakes


def test_drafts_are_shown_where_that_is_asked_for(folder: Folder) -> None:
    folder.write("content/draft.md", "---\ntitle: A draft\ndate: 2024-12-24\ndraft: true\n---\n\nEnglish words.\n")

    with previewed(folder) as running:
        hidden = got(running, "en/")
    with previewed(folder, drafts=True) as running:
        shown = got(running, "en/")

    assert "A draft" not in hidden
    assert "A draft" in shown


def test_the_next_free_port_is_taken(folder: Folder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with previewed(folder, port=port) as running:
            assert running.address.startswith("http://127.0.0.1:")
            assert f":{port}/" not in running.address
            assert "Notes" in got(running, "ko/")


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [("192.0.2.1", 8000, "http://192.0.2.1:8000/ cannot be served: "), ("nowhere.invalid", 0, "nowhere.invalid")],
)
def test_where_nobody_can_listen_a_line_says_so(folder: Folder, host: str, port: int, said: str) -> None:
    preview = Preview(
        file=folder.place / "publisher.toml", read=folder.settings, clock=lambda: NOW, host=host, port=port
    )

    with pytest.raises(PublisherError, match=said):
        preview.run(Heard())


def test_where_every_port_is_taken_a_line_says_so(folder: Folder) -> None:
    last = 65535
    with ExitStack() as stack:
        with suppress(OSError):  # whoever has it, it is taken
            stack.enter_context(socket.create_server(("127.0.0.1", last)))
        preview = Preview(file=folder.place / "publisher.toml", read=folder.settings, clock=lambda: NOW, port=last)
        with pytest.raises(PublisherError, match="name a free one with --port"):
            preview.run(Heard())


def test_the_temporary_folder_goes_with_the_preview(folder: Folder, tmp_path: Path) -> None:
    ended = Event()
    with previewed(folder, ended=ended) as running:
        edition = folder.edition()
        assert edition.folder.is_relative_to(tmp_path)
        folder.write("content/2024-12-14.txt", "2024-12-14\nNew\n(Ada)\nWords.\n새 글입니다.\nIt is new.\n#llm\n")
        built, _ = running.heard.next("built")
        assert built.folder.is_dir()

    assert not built.folder.parent.exists()


def test_an_ipv6_address_is_served(folder: Folder) -> None:
    with previewed(folder, host="::1") as running:
        assert running.address.startswith("http://[::1]:")
        assert "Notes" in got(running, "ko/")
