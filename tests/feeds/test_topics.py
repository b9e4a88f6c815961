"""Which feeds hubs are told of: each that names its own address as itself, in its own bytes."""

from __future__ import annotations

import json

from lxml import etree

from publisher.content.tags import TagRules
from publisher.feeds.topics import hashes_by_address, topics
from tests.builders import a_note, a_site, an_edition
from tests.feeds.builders import a_shelf, contents

ALIASES = TagRules(aliases={"rl": "강화학습", "c++": "강화학습"})
NO_FEEDS = {"feed.css", "feeds.opml"}
SELF = "{http://www.w3.org/2005/Atom}link[@rel='self']"


def own_address(path: str, content: bytes) -> str:
    """What a feed says of itself."""
    if path.endswith(".json"):
        return str(json.loads(content)["feed_url"])
    (link,) = etree.fromstring(content).iterfind(f".//{SELF}")
    return str(link.get("href"))


def test_every_feed_that_stands_at_its_own_address_is_a_topic_and_no_other_file() -> None:
    site = a_site()
    library = a_shelf(
        a_note(tags=("강화학습", "C++ & more", "100%")), a_note(editions=(an_edition("en"),), tags=("llm",))
    )
    feeds = {path: content for path, content in contents(library, rules=ALIASES).items() if path not in NO_FEEDS}

    at_home = {site.url(path) for path, content in feeds.items() if own_address(path, content) == site.url(path)}

    assert topics(library, site) == at_home
    assert len(feeds) - len(at_home) == len(ALIASES.aliases) * 2 * 3


def test_feeds_are_told_from_pages_by_their_names() -> None:
    hashes = {"ko/atom.xml": "1", "ko/tags/가/feed.json": "2", "ko/index.html": "3", "feeds.opml": "4", "rss.xml": "5"}

    assert hashes_by_address(hashes, a_site()) == {
        "https://notes.example/ko/atom.xml": "1",
        "https://notes.example/ko/tags/%EA%B0%80/feed.json": "2",
        "https://notes.example/rss.xml": "5",
    }
