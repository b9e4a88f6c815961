"""What a browser gets, and what a stranger does not."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

import pytest

from publisher.config import read
from publisher.preview.application import ROOT, Application
from publisher.preview.edition import Edition
from publisher.preview.stage import Stage
from tests.cli.conftest import CONFIGURATION
from tests.preview.studio import SITE, Folder, ask, staged


def test_every_file_of_the_site_is_there_with_the_type_that_servers_give_it(edition: Edition) -> None:
    application = staged(edition)

    kinds = {path.rpartition(".")[2]: ask(application, f"/{path}").headers["Content-Type"] for path in edition.files}

    assert {ask(application, f"/{path}").status for path in edition.files} == {200}
    assert kinds == {
        "css": "text/css; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/feed+json; charset=utf-8",
        "opml": "text/x-opml; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "xml": "application/xml; charset=utf-8",
    }


def test_no_link_leaves_the_preview_for_the_site_on_the_web(folder: Folder) -> None:
    folder.write("content/2024-12-12.txt", f"2024-12-12\nOwn\n(Ada)\nWords.\n[우리 글]({SITE}ko/)을 봅니다.\n#llm\n")
    edition = folder.edition()
    application = staged(edition)

    answers = {path: ask(application, f"/{path}", host="localhost:8000").text for path in edition.files}

    assert [path for path, text in answers.items() if SITE in text] == []
    assert "http://localhost:8000/ko/atom.xml" in answers["ko/atom.xml"]
    assert 'href="http://localhost:8000/ko/"' in answers["ko/2024/12/12/index.html"]


@pytest.mark.parametrize("path", ["/ko/", "/preview/", "/preview/ko/2024-W50/", "/nothing", "/preview/changes"])
def test_head_is_get_without_its_content(edition: Edition, path: str) -> None:
    application = staged(edition)

    head, whole = ask(application, path, method="HEAD"), ask(application, path)

    assert (head.status, head.headers, head.content) == (whole.status, whole.headers, b"")


def test_a_file_that_a_newer_edition_has_no_longer_is_missed_by_nobody(folder: Folder) -> None:
    edition = folder.edition()
    (edition.folder / "en/index.html").unlink()

    assert ask(staged(edition), "/en/").status == 404


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/ko", "http://localhost:8000/ko/"),
        ("/preview", "/preview/"),
        ("/preview/ko/2024-W50", "/preview/ko/2024-W50/"),
    ],
)
def test_a_folder_is_found_without_its_slash(edition: Edition, path: str, address: str) -> None:
    answer = ask(staged(edition), path)

    assert (answer.status, answer.headers["Location"]) == (302, address)


def test_a_site_without_pages_begins_with_its_mails(folder: Folder) -> None:
    configuration = folder.place / "publisher.toml"
    configuration.write_text(f"{configuration.read_text()}[pages]\npublish = false\n")

    answer = ask(staged(folder.edition()), "/")

    assert (answer.status, answer.headers["Location"]) == (302, "/preview/")


def test_no_language_is_called_as_the_pages_of_the_preview_are(folder: Folder) -> None:
    """So no folder of a site is: those at its top are named after languages."""
    code = ROOT.strip("/")
    configuration = (folder.place / "publisher.toml").read_text().replace('"en"', f'"{code}"')

    with pytest.raises(Exception, match=code):
        read(folder.write("publisher.toml", configuration))


@pytest.mark.parametrize("path", ["/", "/ko/", "/preview/", "/preview/ko/2024-W50/"])
def test_before_the_first_edition_every_page_says_why_there_is_none(path: str) -> None:
    stage = Stage()
    stage.fail(["publisher.toml:3: expected <TOML>"])

    answer = ask(Application(stage, host="127.0.0.1"), path)

    assert answer.status == 503
    assert "publisher.toml:3: expected &lt;TOML&gt;" in answer.text
    assert "/preview/live.js" in answer.text


@pytest.mark.parametrize("path", ["/", "/ko/2024/12/13/", "/nothing", "/preview/", "/preview/ko/2024-W50/"])
def test_every_page_says_what_is_wrong_and_shows_what_was_right(edition: Edition, path: str) -> None:
    stage = Stage()
    stage.show(edition)
    before = ask(Application(stage, host="127.0.0.1"), path)
    stage.fail(["templates/pages/day.html:1: expected <more>"])

    after = ask(Application(stage, host="127.0.0.1"), path)

    assert after.status == before.status
    assert "templates/pages/day.html:1: expected &lt;more&gt;" in after.text
    assert "expected &lt;more&gt;" not in before.text


def test_a_page_without_an_end_of_its_body_is_overlaid_too(folder: Folder) -> None:
    folder.write("templates/pages/index.html", "<p>Short</p>")

    shown = ask(staged(folder.edition()), "/").text

    assert shown.startswith("<p>Short</p>")
    assert "live.js" in shown


def test_a_page_hears_at_once_of_what_it_has_missed(edition: Edition) -> None:
    stage = Stage(first=7)
    stage.show(edition)

    told = ask(Application(stage, host="127.0.0.1"), "/preview/changes?since=7")

    assert told.headers["Content-Type"] == "text/event-stream"
    assert told.text.endswith("data: 8\n\n")


def test_a_page_hears_of_the_next_edition(edition: Edition) -> None:
    stage = Stage(first=7)
    told: Iterable[bytes] = Application(stage, host="localhost")._changes("7")  # noqa: SLF001  # a stream, piece by piece
    stream = iter(told)

    assert next(stream).startswith(b"retry: ")
    stage.show(edition)

    assert next(stream) == b"data: 8\n\n"
    assert list(stream) == []


def test_who_listens_is_let_go_when_the_preview_ends() -> None:
    stage = Stage()
    stage.close()

    assert ask(Application(stage, host="127.0.0.1"), "/preview/changes?since=0").text == "retry: 500\n\n"


def test_the_form_to_subscribe_on_is_said_to_be_served_elsewhere(folder: Folder) -> None:
    without = ask(staged(folder.edition()), "/ko/subscribe/")
    folder.write("publisher.toml", f"{CONFIGURATION}[newsletter]\nsubscribe = true\n")

    edition = folder.edition()
    answer = ask(staged(edition), "/ko/subscribe/")

    assert b"ko/subscribe/" in (edition.read("ko/index.html") or b"")
    assert answer.status == HTTPStatus.NOT_FOUND
    assert "publisher serve" in answer.text
    assert "publisher serve" not in without.text
