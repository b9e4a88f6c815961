"""What feeds say of the hubs that tell of their changes (W3C WebSub, section 4; JSON Feed 1.1)."""

from __future__ import annotations

import json
from urllib.parse import quote

import feedparser
import pytest
from flask_websub.subscriber.discovery import Finished, LinkParser

from publisher.feeds.formats import FORMATS
from tests.builders import a_note, a_site
from tests.feeds.builders import a_shelf, contents
from tests.feeds.test_rules import faults_of

HUBS = ("https://hub.example/", "https://other.example/push?site=a&kind=<b>%20'c'")
XML = [one.file_name for one in FORMATS if one.media_type.endswith("+xml")]


def feed(name: str, *hubs: str) -> bytes:
    library = a_shelf(a_note(tags=("강화학습",)), a_note())
    return contents(library, site=a_site(hubs=hubs))[f"ko/tags/강화학습/{name}"]


@pytest.mark.parametrize("name", XML)
def test_a_feed_links_to_every_hub_and_to_itself(name: str) -> None:
    links = feedparser.parse(feed(name, *HUBS)).feed.links

    assert tuple(link.href for link in links if link.rel == "hub") == HUBS
    assert [link.href for link in links if link.rel == "self"] == [
        f"https://notes.example/{quote('ko/tags/강화학습/')}{name}"
    ]


def test_a_json_feed_names_every_hub() -> None:
    assert json.loads(feed("feed.json", *HUBS))["hubs"] == [{"type": "WebSub", "url": hub} for hub in HUBS]


@pytest.mark.parametrize("name", XML)
def test_a_subscriber_that_did_not_read_our_code_finds_hub_and_topic(name: str) -> None:
    parser = LinkParser()
    parser.hub_url = parser.topic_url = None

    with pytest.raises(Finished):
        parser.feed(feed(name, *HUBS).decode())

    assert (parser.hub_url, parser.topic_url) == (
        "https://hub.example/",
        f"https://notes.example/{quote('ko/tags/강화학습/')}{name}",
    )


@pytest.mark.parametrize("name", [one.file_name for one in FORMATS])
def test_a_feed_with_hubs_keeps_every_rule(name: str) -> None:
    assert faults_of(f"ko/tags/강화학습/{name}", feed(name, "https://hub.example/a?b=c&d")) == []


@pytest.mark.parametrize("name", [one.file_name for one in FORMATS])
def test_a_feed_without_hubs_says_nothing_of_any(name: str) -> None:
    assert b"hub" not in feed(name)


@pytest.mark.parametrize(
    ("name", "sound", "broken", "fault"),
    [
        ("atom.xml", b'rel="hub"', b'rel="pubsub"', "grammar: "),
        ("atom.xml", b'"https://hub.example/"', b'"/hub"', "no address"),
        ("rss.xml", b'"https://hub.example/"', b'"/hub"', "no address"),
        ("feed.json", b'"https://hub.example/"', b'"/hub"', "no address"),
        ("feed.json", b'"type": "WebSub"', b'"type": ""', "hub without type"),
    ],
)
def test_a_rule_of_hubs_that_is_broken_is_told(name: str, sound: bytes, broken: bytes, fault: str) -> None:
    content = feed(name, "https://hub.example/")

    faults = faults_of(f"ko/tags/강화학습/{name}", content.replace(sound, broken))

    assert any(fault in found for found in faults)
