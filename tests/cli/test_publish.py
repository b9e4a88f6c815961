"""`publisher publish`: a build, then hubs told of what changed, and what is said of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, Publication
from tests.websub.servers import ScriptedHub, accept, answering, scripted_hub

CHANGED = [
    f"https://notes.example/en/{path}"
    for path in (
        *("atom.xml", "feed.json", "rss.xml"),
        *("tags/tokenizer/atom.xml", "tags/tokenizer/feed.json", "tags/tokenizer/rss.xml"),
        *("weekly/atom.xml", "weekly/feed.json", "weekly/rss.xml"),
    )
]


@pytest.fixture
def hub(publication: Publication) -> Iterator[ScriptedHub]:
    with scripted_hub() as made:
        publication.write("publisher.toml", f'{CONFIGURATION}[websub]\nhubs = ["{made.address}"]\n')
        publication.run("publish")
        made.forms.clear()
        publication.write("content/2024-12-13.txt", DAY_PAGE.replace("On bytes.", "On bytes, again."))
        yield made


def test_it_says_what_was_built_and_whom_it_told(publication: Publication, hub: ScriptedHub) -> None:
    result = publication.run("publish")

    assert result.exit_code == 0
    assert "files written" in result.stdout
    assert result.stdout.endswith(f"Told {hub.address} of 9 feeds\n")
    assert result.stderr == ""
    assert hub.topics == CHANGED


def test_programs_are_told_each_feed(publication: Publication, hub: ScriptedHub) -> None:
    published = publication.json("publish")

    assert published["hubs"] == [{"hub": hub.address, "told": CHANGED, "refused": [], "owed": []}]
    assert "en/tags/tokenizer/atom.xml" in published["written"]
    assert published["problems"] == []


def test_it_says_when_there_is_nothing_to_tell(publication: Publication, hub: ScriptedHub) -> None:
    publication.run("publish")

    result = publication.run("publish")

    assert result.stdout.endswith(f"Nothing new to tell {hub.address}\n")


def test_a_hub_in_trouble_fails_nothing_and_is_told_next_time(publication: Publication, hub: ScriptedHub) -> None:
    hub.answers[:] = [answering(503, b"come back later", Retry_After="3600")]

    failed = publication.run("publish")
    hub.answers[:] = [accept]
    hub.forms.clear()
    again = publication.run("publish")

    assert failed.exit_code == 0
    assert failed.stderr == (
        f'{hub.address}: answered 503 Service Unavailable: "come back later"; not told of 9 feeds, such as '
        f"{CHANGED[0]}; the next `publisher publish` tries again\n"
    )
    assert "0 files written" in again.stdout
    assert again.stdout.endswith(f"Told {hub.address} of 9 feeds\n")
    assert hub.topics == CHANGED


def test_programs_are_told_what_is_owed_and_what_was_refused(publication: Publication, hub: ScriptedHub) -> None:
    hub.answers[:] = [answering(503, Retry_After="3600")]
    owed = publication.json("publish")
    hub.answers[:] = [answering(410)]
    refused = publication.json("publish")

    assert owed["hubs"] == [{"hub": hub.address, "told": [], "refused": [], "owed": CHANGED}]
    assert [(problem["file"], problem["severity"]) for problem in owed["problems"]] == [(hub.address, "notice")]
    assert refused["hubs"] == [{"hub": hub.address, "told": [], "refused": CHANGED, "owed": []}]
    assert "answered 410 Gone" in refused["problems"][0]["message"]


def test_without_hubs_it_builds_and_says_so(publication: Publication) -> None:
    result = publication.run("publish")

    assert result.exit_code == 0
    assert result.stdout.endswith("No hub is told: the configuration names none under [websub]\n")
    assert "ko/atom.xml" in publication.files()
    assert not (publication.folder / ".publisher" / "websub.json").exists()


@pytest.mark.usefixtures("hub")
def test_it_takes_what_build_takes(publication: Publication) -> None:
    publication.write("content/2024-13-01.txt", "2024년 13월 1일\nA title\n글.\n#tag\n")

    strict = publication.run("publish", "--strict")
    elsewhere = publication.run("publish", "--output", "public", "--allow-empty", "--backdate")

    assert strict.exit_code == 1
    assert "expected a date" in strict.stderr
    assert elsewhere.exit_code == 0
    assert "ko/atom.xml" in publication.files("public")


def test_build_tells_nobody(publication: Publication, hub: ScriptedHub) -> None:
    publication.run("build")

    assert hub.forms == []


@pytest.mark.usefixtures("hub")
def test_what_speaks_to_hubs_is_imported_only_to_do_so(publication: Publication) -> None:
    program = "import sys; from publisher.cli import main; main(['build'], standalone_mode=False); print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=publication.folder, capture_output=True, text=True, check=True
    )

    modules = done.stdout.splitlines()[-1].split()
    assert "publisher.pipeline" in modules
    assert "requests" not in modules
