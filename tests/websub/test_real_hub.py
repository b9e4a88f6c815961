"""A reader subscribes at a hub that others wrote, a note is edited, `publisher publish` is run: the reader has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote

import feedparser
import pytest
import requests
from flask_websub.subscriber import discover

from tests.cli.conftest import DAY_PAGE, VAULT_NOTE, Publication
from tests.websub.servers import Reader, reader, real_hub, served

CHANNELS = ("ko/", "en/", "ko/tags/tokenizer/", "en/tags/tokenizer/", "ko/tags/llm/", "ko/tags/강화학습/")


class World:
    """A publication on a server of its own, a hub, and a reader of the hub."""

    def __init__(self, publication: Publication, stack: ExitStack) -> None:
        self.publication = publication
        self.hub = stack.enter_context(real_hub(publication.folder))
        self.address = stack.enter_context(served(publication.folder / "feeds", self.hub))
        self.reader: Reader = stack.enter_context(reader())

    def subscribe(self, path: str) -> None:
        """Do as feed readers do: find hub and topic in the feed, then ask that hub for that topic."""
        found = discover(self.address + quote(path))
        requests.post(found["hub_url"], self.reader.form(found["topic_url"]), timeout=60).raise_for_status()

    def delivered(self) -> dict[str, bytes]:
        """Path -> content, of everything that the reader got."""
        return {delivery.topic.removeprefix(self.address): delivery.content for delivery in self.reader.deliveries}


@pytest.fixture
def world(publication: Publication) -> Iterator[World]:
    with ExitStack() as stack:
        made = World(publication, stack)
        publication.write(
            "publisher.toml",
            f'address = "{made.address}"\ntitle = "Notes"\ntime_zone = "Asia/Seoul"\nlanguages = ["ko", "en"]\n'
            f'websub.hubs = ["{made.hub}"]\n',
        )
        publication.write("content/vault/241218 Sentences.md", VAULT_NOTE.replace("#embedding", "#강화학습"))
        yield made


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_a_reader_has_just_the_feeds_that_an_edit_changed(world: World, name: str) -> None:
    world.publication.run("publish")
    for channel in CHANNELS:
        form = world.reader.form(world.address + quote(channel + name))
        requests.post(world.hub, form, timeout=60).raise_for_status()
    world.publication.write("content/2024-12-13.txt", DAY_PAGE.replace("바이트를 다룹니다.", "바이트를 새로 다룹니다."))

    told = world.publication.json("publish")["hubs"]

    files = world.publication.files()
    assert world.delivered() == {path: files[path] for path in (f"ko/{name}", f"ko/tags/tokenizer/{name}")}
    assert all("바이트를 새로".encode() in content for content in world.delivered().values())
    assert all(delivery.is_signed for delivery in world.reader.deliveries)
    assert [(one["hub"], len(one["told"]), one["owed"], one["refused"]) for one in told] == [(world.hub, 9, [], [])]


def test_a_reader_finds_hub_and_topic_in_the_feed_and_hears_of_a_tag_in_hangul(world: World) -> None:
    world.publication.run("publish")
    world.subscribe("ko/tags/강화학습/atom.xml")
    world.subscribe("ko/tags/llm/rss.xml")
    world.publication.write(
        "content/241223 New.md", "*A new paper* (Bob)\n\n> We learn.\n\n새로운 글입니다.\n\n#강화학습\n"
    )

    world.publication.run("publish")

    (delivery,) = world.reader.deliveries
    assert delivery.topic == world.address + quote("ko/tags/강화학습/atom.xml")
    assert feedparser.parse(delivery.content).entries[0].title == "A new paper"
    assert delivery.media_type in ("application/xml", "text/xml")


def test_nothing_is_delivered_where_nothing_changed(world: World) -> None:
    world.publication.run("publish")
    for channel in CHANNELS:
        world.subscribe(f"{channel}atom.xml")

    result = world.publication.run("publish")

    assert world.reader.deliveries == []
    assert f"Nothing new to tell {world.hub}" in result.stdout
