"""Feeds of several tags by their address."""

from __future__ import annotations

from urllib.parse import unquote

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.formats import FORMATS
from tests.feeds.reader import read
from tests.web.conftest import CONFIGURATION, House

UNION = "/ko/tags/llm,tokenizer/"
every_format = pytest.mark.parametrize("feed_format", FORMATS, ids=lambda feed_format: feed_format.name)


@every_format
def test_a_union_holds_what_has_any_of_the_tags_newest_first(client: FlaskClient, feed_format: Format) -> None:
    answer = client.get(UNION + feed_format.file_name)

    feed = read(feed_format, answer.data)

    assert answer.status_code == 200
    assert feed.entries == read(feed_format, client.get(f"/ko/{feed_format.file_name}").data).entries
    assert feed.title == "Notes (한국어) · llm, tokenizer"
    assert [entry.title for entry in feed.entries] == ["A paper on sentences", "A paper on bytes", "A paper on words"]


@every_format
def test_an_entry_is_the_same_bytes_as_in_its_tag_s_own_feed(client: FlaskClient, feed_format: Format) -> None:
    forms = {
        part.form
        for tag in ("llm", "tokenizer")
        for part in feed_format.take_apart(client.get(f"/ko/tags/{tag}/{feed_format.file_name}").data).parts
    }

    union = feed_format.take_apart(client.get(UNION + feed_format.file_name).data)

    assert {part.form for part in union.parts} == forms
    assert len(union.parts) == len(forms) == 3


def test_a_union_has_an_id_and_an_address_of_its_own(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get(f"{UNION}atom.xml").data).feed
    links = {(link.rel, link.get("type"), link.get("hreflang")): link.href for link in feed.links}

    assert feed.id == "tag:notes.example,2024:ko/tags/llm,tokenizer"
    assert links["self", "application/atom+xml", None] == "https://notes.example/ko/tags/llm,tokenizer/atom.xml"
    assert links["alternate", "text/html", "ko"] == "https://notes.example/ko/tags/llm,tokenizer/"
    assert links["alternate", "text/html", "en"] == "https://notes.example/en/tags/llm,tokenizer/"
    assert links["alternate", "application/feed+json", None].endswith("/ko/tags/llm,tokenizer/feed.json")


def test_what_it_leads_to_is_there(client: FlaskClient) -> None:
    page = client.get(UNION)

    assert page.status_code == 200
    assert "https://notes.example/ko/tags/llm,tokenizer/atom.xml" in page.text
    assert '<link rel="alternate" type="application/atom+xml"' in page.text
    for address in ("/ko/tags/llm/", "/ko/tags/tokenizer/", "/ko/tags/llm,tokenizer/rss.xml", "/feed.css"):
        assert client.get(address).status_code == 200
        assert address == "/feed.css" or f'href="{address}"' in page.text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/ko/tags/tokenizer,llm/atom.xml", "/ko/tags/llm,tokenizer/atom.xml"),
        ("/ko/tags/llm,llm,tokenizer/rss.xml", "/ko/tags/llm,tokenizer/rss.xml"),
        ("/ko/tags/LLM,Tokenizer/feed.json", "/ko/tags/llm,tokenizer/feed.json"),
        ("/ko/tags/llm,,tokenizer,/atom.xml", "/ko/tags/llm,tokenizer/atom.xml"),
        ("/ko/tags/llm,llm/atom.xml", "/ko/tags/llm/atom.xml"),
        ("/ko/tags/LLM/atom.xml", "/ko/tags/llm/atom.xml"),
        ("/ko/tags/tokenizer,llm/", "/ko/tags/llm,tokenizer/"),
        ("/ko/tags/llm,tokenizer", "/ko/tags/llm,tokenizer/"),
        ("/ko/tags/임베딩,llm/atom.xml", "/ko/tags/llm,임베딩/atom.xml"),
    ],
)
def test_a_union_has_one_address(client: FlaskClient, asked: str, canonical: str) -> None:
    answer = client.get(asked)

    assert answer.status_code == 308
    assert unquote(answer.headers["Location"]) == canonical
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/ko/tags/llm,nothing/atom.xml",
        "/fr/tags/llm,tokenizer/atom.xml",
        "/ko/tags/llm,tokenizer/index.html",
        "/ko/tags/llm,tokenizer/atom.json",
        "/ko/tags/,/atom.xml",
        "/ko/tags/llm,../atom.xml",
        "/ko/tags/llm,%00/atom.xml",
        "/ko/tags/" + ",".join(f"tag{number}" for number in range(17)) + "/atom.xml",
        "/ko/tags/" + ",".join(["llm"] * 17) + "/atom.xml",
        "/ko/tags/" + "a" * 3000 + ",llm/atom.xml",
        "/ko/tags/nothing",
        "/ko/tags/nothing/",
    ],
)
def test_what_names_no_union_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_tag_that_was_renamed_is_followed(house: House) -> None:
    aliases = 'language-models = "llm", tokenizer = "tokens"'
    house.write("publisher.toml", f"{CONFIGURATION}[tags]\naliases = {{ {aliases} }}\n")
    house.build()
    client = house.client()

    answer = client.get("/ko/tags/language-models,tokenizer/atom.xml")

    assert (answer.status_code, answer.headers["Location"]) == (308, "/ko/tags/llm,tokens/atom.xml")
    assert len(read(ATOM, client.get("/ko/tags/llm,tokens/atom.xml").data).entries) == 3


@every_format
def test_nothing_new_is_sent_to_nobody(client: FlaskClient, feed_format: Format) -> None:
    path = UNION + feed_format.file_name
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    zipped = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"] != zipped.headers["ETag"]
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert first.headers["Content-Type"] == client.get(f"/ko/{feed_format.file_name}").headers["Content-Type"]


def test_a_build_is_in_the_union_at_once(client: FlaskClient, house: House) -> None:
    etag = client.get(f"{UNION}atom.xml").headers["ETag"]
    house.write("content/vault/241219 Letters.md", "*A paper on letters* (Ada)\n\n글자를 다룹니다.\n\n#llm\n")
    house.build()

    answer = client.get(f"{UNION}atom.xml", headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert read(ATOM, answer.data).entries[0].title == "A paper on letters"


def test_a_union_is_as_large_as_any_feed(house: House) -> None:
    house.write("publisher.toml", f"{CONFIGURATION}[feeds]\nentries = 2\ndays = 0\nformats = ['json', 'atom']\n")
    house.build()
    client = house.client()

    feed = read(ATOM, client.get(f"{UNION}atom.xml").data)

    assert [entry.title for entry in feed.entries] == ["A paper on sentences", "A paper on bytes"]
    assert client.get(f"{UNION}rss.xml").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_union_is_only_read(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{UNION}atom.xml", method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


NAMES = st.lists(
    st.sampled_from(["llm", "LLM", "tokenizer", "임베딩", "nothing", "", ".", ".."]) | st.text(max_size=8), max_size=6
).map(",".join)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=NAMES, file_name=st.sampled_from(["", "atom.xml", "feed.json", "index.html"]))
def test_whatever_the_tags_there_is_a_feed_or_a_way_or_nothing(client: FlaskClient, names: str, file_name: str) -> None:
    answer = client.get(f"/ko/tags/{names}/{file_name}".replace("?", "%3F").replace("#", "%23"))

    assert answer.status_code in {200, 308, 404}
    if answer.status_code == 308:
        assert client.get(answer.headers["Location"]).status_code == 200
