"""`publish` from end to end, at hubs on loopback that come, go and fail; pauses cost no time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from publisher.config import read
from publisher.errors import PublisherError
from publisher.feeds.formats import FORMATS
from publisher.output import alone_in
from publisher.publication import Published
from publisher.publication import publish as publish_settings
from publisher.register.guard import Policy
from publisher.websub.announcement import Report
from tests.cli.conftest import CONFIGURATION, DAY_PAGE, NOW, Publication
from tests.websub.builders import Time
from tests.websub.servers import Answer, Request, ScriptedHub, accept, answering, scripted_hub

TALLY = ".publisher/websub.json"
EDITED = DAY_PAGE.replace("On bytes.", "On bytes, again.")
CHANGED = sorted(
    f"https://notes.example/en/{folder}{one.file_name}"
    for folder in ("", "tags/tokenizer/", "weekly/")
    for one in FORMATS
)
"""The topics that the edit changes."""


def use(publication: Publication, *hubs: str) -> None:
    publication.write("publisher.toml", f"{CONFIGURATION}[websub]\nhubs = {json.dumps(hubs)}\n")


def publish(publication: Publication, time: Time | None = None, *, strict: bool = False) -> Published:
    settings = read(publication.folder / "publisher.toml")
    return publish_settings(settings, now=NOW, policy=Policy(), strict=strict, pace=(time or Time()).pace)


def edit(publication: Publication, text: str = EDITED) -> None:
    publication.write("content/2024-12-13.txt", text)


def only(published: Published) -> Report:
    (report,) = published.reports
    return report


@pytest.fixture
def hub(publication: Publication) -> Iterator[ScriptedHub]:
    """A hub that knows the publication as it is."""
    with scripted_hub() as made:
        use(publication, made.address)
        publish(publication)
        made.forms.clear()
        yield made


def test_the_first_time_every_feed_is_new(publication: Publication) -> None:
    with scripted_hub() as hub:
        use(publication, hub.address)
        report = only(publish(publication))

    paths = {path for path in publication.files() if path.endswith(tuple(one.file_name for one in FORMATS))}
    assert hub.topics == sorted(report.told) == sorted(f"https://notes.example/{path}" for path in paths)


def test_exactly_the_feeds_that_changed_are_told(publication: Publication, hub: ScriptedHub) -> None:
    edit(publication)

    report = only(publish(publication))

    assert hub.topics == sorted(report.told) == CHANGED


def test_nothing_is_told_where_nothing_changed(publication: Publication, hub: ScriptedHub) -> None:
    report = only(publish(publication))

    assert hub.forms == []
    assert (report.told, report.owed, report.problems) == ((), (), ())


def test_a_tag_that_vanished_is_not_told_but_one_that_came_is(publication: Publication, hub: ScriptedHub) -> None:
    edit(publication, DAY_PAGE.replace("#tokenizer", "#bytes"))

    publish(publication)

    assert not [topic for topic in hub.topics if "/tokenizer/" in topic]
    assert "https://notes.example/ko/tags/bytes/rss.xml" in hub.topics


def test_the_old_address_of_a_tag_is_not_told(publication: Publication, hub: ScriptedHub) -> None:
    configuration = (publication.folder / "publisher.toml").read_text()
    publication.write("publisher.toml", f'{configuration}[tags.aliases]\nbpe = "tokenizer"\n')
    edit(publication)

    written = publish(publication).built.changes.written

    assert "en/tags/bpe/atom.xml" in written
    assert hub.topics == CHANGED


def test_what_build_changed_is_told_by_the_next_publish(publication: Publication, hub: ScriptedHub) -> None:
    """So feeds can be copied to a server between the two, where the hub will look for them."""
    edit(publication)
    publication.run("build")

    published = publish(publication)

    assert published.built.changes.written == ()
    assert hub.topics == CHANGED


def test_a_hub_that_is_new_is_not_told_what_stood_before(publication: Publication) -> None:
    use(publication)
    publication.run("build")
    with scripted_hub() as hub:
        use(publication, hub.address)
        publication.run("build")  # adds the hub's links: every feed changes
        publish(publication)
        before = hub.topics
        edit(publication)
        publish(publication)

    assert before == []
    assert hub.topics == CHANGED


def test_a_hub_that_was_down_is_told_when_it_is_up_again(publication: Publication) -> None:
    time = Time()
    with scripted_hub() as hub:
        use(publication, hub.address)
        publish(publication)
    edit(publication)

    down = only(publish(publication, time))
    with scripted_hub(port=urlsplit(hub.address).port or 0) as again:
        up = publish(publication)

    assert sorted(down.owed) == CHANGED
    assert time.sleeps == [1.0, 2.0]
    assert "refused the connection" in str(down.problems[0])
    assert up.built.changes.written == ()
    assert again.topics == sorted(down.owed)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_that_asks_for_an_hour_is_told_by_the_next_publish(
    publication: Publication, hub: ScriptedHub, status: int
) -> None:
    hub.answers[:] = [answering(status, Retry_After="3600")]
    time = Time()
    edit(publication)

    busy = only(publish(publication, time))
    hub.answers[:] = [accept]
    hub.forms.clear()
    publish(publication)

    assert sorted(busy.owed) == hub.topics == CHANGED
    assert time.sleeps == []


def test_a_hub_that_asks_for_seconds_is_given_them(publication: Publication, hub: ScriptedHub) -> None:
    hub.answers[:] = [answering(503, Retry_After="5"), accept]
    time = Time()
    edit(publication)

    report = only(publish(publication, time))

    assert sorted(report.told) == CHANGED
    assert time.sleeps == [5]


def test_what_a_hub_refuses_is_told_to_the_author_and_not_tried_before_it_changes(
    publication: Publication, hub: ScriptedHub
) -> None:
    hub.answers[:] = [answering(404, b"no such topic")]
    edit(publication)

    refused = only(publish(publication))
    hub.answers[:] = [accept]
    hub.forms.clear()
    again = only(publish(publication))
    unasked = hub.topics
    edit(publication, DAY_PAGE)
    publish(publication)

    assert sorted(refused.refused) == CHANGED
    (problem,) = refused.problems
    assert str(problem) == (
        f'{hub.address}: answered 404 Not Found: "no such topic"; not told of 9 feeds, such as {CHANGED[0]}, '
        "nor again before they change"
    )
    assert (unasked, again.owed) == ([], ())
    assert hub.topics == CHANGED


def test_one_hub_in_trouble_does_not_keep_another_from_hearing(publication: Publication, hub: ScriptedHub) -> None:
    with scripted_hub(answering(500)) as broken:
        use(publication, broken.address, hub.address)
        publish(publication)
        edit(publication)

        published = publish(publication)

    assert [(report.hub, len(report.told)) for report in published.reports] == [
        (broken.address, 0),
        (hub.address, 9),
    ]


def test_a_hub_that_is_no_longer_named_is_forgotten(publication: Publication, hub: ScriptedHub) -> None:
    with scripted_hub() as other:
        use(publication, other.address)
        publish(publication)

    assert hub.address not in (publication.folder / TALLY).read_text()


def test_a_deleted_tally_is_begun_anew(publication: Publication, hub: ScriptedHub) -> None:
    (publication.folder / TALLY).unlink()
    edit(publication)

    publish(publication)

    assert hub.topics == CHANGED


def test_a_damaged_tally_is_told_and_begun_anew(publication: Publication, hub: ScriptedHub) -> None:
    publication.write(TALLY, '{"version": 1, "si')
    edit(publication)

    published = publish(publication)

    assert [str(problem).partition(": ")[2] for problem in published.problems] == [
        "is damaged, and begun anew: what hubs were still to be told of is forgotten"
    ]
    assert hub.topics == CHANGED


def test_a_build_that_fails_tells_nobody_and_forgets_nothing(publication: Publication, hub: ScriptedHub) -> None:
    edit(publication)
    publication.write("content/2024-13-01.txt", "2024년 13월 1일\nA title\n글.\n#tag\n")

    with pytest.raises(PublisherError):
        publish(publication, strict=True)
    told = hub.topics
    (publication.folder / "content/2024-13-01.txt").unlink()
    publish(publication)

    assert told == []
    assert hub.topics == CHANGED


def test_a_person_who_interrupts_loses_nothing(publication: Publication, hub: ScriptedHub) -> None:
    edit(publication)
    settings = read(publication.folder / "publisher.toml")

    def interrupted(items: object, label: str) -> Iterator[object]:
        for number, item in enumerate(items):  # type: ignore[arg-type,var-annotated]  # of whatever it watches
            if label == "Telling hubs" and number == 2:
                raise KeyboardInterrupt
            yield item

    with pytest.raises(KeyboardInterrupt):
        publish_settings(
            settings,
            now=NOW,
            policy=Policy(),
            strict=False,
            pace=Time().pace,
            watch=interrupted,  # type: ignore[arg-type]
        )
    told = only(publish(publication)).told

    assert len(told) == 7
    assert set(hub.topics) == set(CHANGED)


def test_one_publish_at_a_time(publication: Publication, hub: ScriptedHub) -> None:
    with alone_in(publication.folder / ".publisher"), pytest.raises(PublisherError, match="another build is at work"):
        publish(publication)

    assert hub.forms == []


def test_hundreds_of_feeds_share_a_few_connections(publication: Publication) -> None:
    tags = " ".join(f"#tag{number}" for number in range(70))
    edit(publication, DAY_PAGE.replace("#tokenizer", tags))
    with scripted_hub() as hub:
        use(publication, hub.address)
        report = only(publish(publication))

    assert len(report.told) == len(hub.topics) == (70 + 2 + 1 + 1) * 2 * 3
    assert len(hub.connections) <= 8


@pytest.mark.parametrize("stage", ["before", "while"])
def test_killed_before_the_hub_has_answered_the_next_publish_tells_it(
    publication: Publication, hub: ScriptedHub, stage: str
) -> None:
    """Killed for good when all files are in place: at the first ping, or while some are answered already."""
    reached, released = Event(), Event()

    def hold(_: Request) -> None:
        reached.set()
        released.wait(timeout=60)

    first: list[Answer] = [] if stage == "before" else [accept, accept]
    hub.answers[:] = [*first, hold]
    edit(publication)
    killed = subprocess.Popen(
        [sys.executable, "-m", "publisher", "publish"],
        cwd=publication.folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.DEVNULL,
    )
    assert reached.wait(timeout=60)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(timeout=60) == -signal.SIGKILL
    released.set()
    hub.answers[:] = [accept]
    hub.forms.clear()

    published = publish(publication)

    assert published.built.changes.written == ()
    assert sorted(only(published).told) == CHANGED
    assert set(hub.topics) == set(CHANGED)  # it may still have read what the killed one sent
