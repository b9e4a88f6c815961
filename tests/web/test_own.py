"""A feed of one's own: what a subscriber chose, and nothing about them."""

from __future__ import annotations

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from publisher.audience.links import Purpose
from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from publisher.feeds.json_feed import JSON_FEED
from publisher.web.mixed.own import own_feed
from tests.audience.builders import PAGE, a_confirmed, a_roster, a_wish, an_email, leave_token, manage_token
from tests.builders import NOW
from tests.feeds.reader import read
from tests.web.conftest import CONFIGURATION, House

every_format = pytest.mark.parametrize("feed_format", FORMATS, ids=lambda feed_format: feed_format.name)
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def a_path(house: House, choices: str, feed_format: Format = ATOM) -> str:
    """Where the feed of somebody is who chose that."""
    roster = a_roster(house.store)
    subscriber = a_confirmed(roster, choices=choices)
    site = house.settings.site
    return own_feed(site, roster.token(Purpose.FEED, subscriber), feed_format).removeprefix(site.address.rstrip("/"))


@every_format
def test_it_holds_what_was_chosen(client: FlaskClient, house: House, feed_format: Format) -> None:
    path = a_path(house, "en/llm en/tokenizer", feed_format)

    answer = client.get(path)

    assert answer.status_code == 200
    assert read(feed_format, answer.data).title == "Notes · my choice"
    union = client.get(f"/en/tags/llm,tokenizer/{feed_format.file_name}")
    assert feed_format.take_apart(answer.data).parts == feed_format.take_apart(union.data).parts


def test_a_whole_language_is_all_of_it(client: FlaskClient, house: House) -> None:
    answer = client.get(a_path(house, "en en/llm"))

    assert ATOM.take_apart(answer.data).parts == ATOM.take_apart(client.get("/en/atom.xml").data).parts


@every_format
def test_entries_in_another_language_say_so(client: FlaskClient, house: House, feed_format: Format) -> None:
    content = client.get(a_path(house, "en/llm ko/tokenizer", feed_format)).data

    found = read(feed_format, content)

    assert found.language == "en"
    assert [entry.id.rpartition("/")[2] for entry in found.entries] == ["en", "ko", "en"]
    if feed_format is not JSON_FEED:
        entries = [one for one in etree.fromstring(content).iter() if etree.QName(one).localname in {"entry", "item"}]
        assert [entry.get(_XML_LANGUAGE) for entry in entries] == [None, "ko", None]


def test_it_says_nothing_of_the_person_and_is_for_them_alone(client: FlaskClient, house: House) -> None:
    path = a_path(house, "en/llm")

    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"ada" not in answer.data.lower().replace(b"ada lovelace", b"")
    assert b"hub" not in answer.data
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_nothing_leads_to_it(house: House) -> None:
    a_path(house, "en/llm")

    files = [file for file in house.settings.paths.output.rglob("*") if file.is_file()]

    assert not any(b"/feeds/" in file.read_bytes() for file in files)


def test_what_was_chosen_anew_is_in_it_at_once(client: FlaskClient, house: House) -> None:
    roster = a_roster(house.store)
    path = a_path(house, "en/llm")
    before = client.get(path)
    subscriber = roster.find(Purpose.FEED, path.split("/")[2])
    assert subscriber

    roster.choose(manage_token(roster, subscriber), a_wish("en/tokenizer"), place=PAGE, now=NOW)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert [entry.title for entry in read(ATOM, after.data).entries] == ["A paper on bytes"]
    assert feedparser.parse(after.data).feed.id == feedparser.parse(before.data).feed.id


def test_a_tag_that_was_renamed_is_followed(house: House) -> None:
    path = a_path(house, "en/llm")
    house.write("publisher.toml", f'{CONFIGURATION}[tags]\naliases = {{ llm = "language-models" }}\n')
    house.build()

    assert len(read(ATOM, house.client().get(path).data).entries) == 2


@every_format
def test_who_chose_what_nothing_has_gets_an_empty_feed(client: FlaskClient, house: House, feed_format: Format) -> None:
    answer = client.get(a_path(house, "en/nothing-yet fr", feed_format))

    assert answer.status_code == 200
    assert read(feed_format, answer.data).entries == ()


def test_who_left_was_forgotten_or_never_came_is_answered_alike(client: FlaskClient, house: House) -> None:
    roster = a_roster(house.store)
    left, forgotten = (a_confirmed(roster, email, "en/llm") for email in ("left@example.org", "gone@example.org"))
    asked = roster.ask(an_email("asked@example.org"), a_wish("en/llm"), place=PAGE, now=NOW).subscriber
    assert asked
    tokens = [roster.token(Purpose.FEED, one) for one in (left, forgotten, asked)]
    roster.leave(leave_token(roster, left), place=PAGE, now=NOW)
    roster.forget(an_email("gone@example.org"), now=NOW)
    others = (leave_token(roster, left), tokens[0][:-1], "A" * 43, "한글", "~")

    answers = [client.get(f"/feeds/{token}/atom.xml") for token in (*tokens, *others)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1


def test_only_feeds_are_there(client: FlaskClient, house: House) -> None:
    path = a_path(house, "en/llm").removesuffix("atom.xml")

    for name in ("", "index.html", "feed.xml"):
        assert client.get(path + name).status_code == 404
    assert client.post(f"{path}atom.xml").status_code == 405
