"""The built site as it is served: whole, whatever is asked and whatever a build does meanwhile."""

from __future__ import annotations

import gzip
import os
from hashlib import sha256

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from publisher.feeds.formats import FORMATS
from publisher.web.mixed.stack import Stacks
from publisher.web.root import WebRoot
from tests.web.conftest import House

FEED = "/ko/tags/llm/atom.xml"


def test_every_file_of_the_site_is_served_as_it_is(client: FlaskClient, house: House) -> None:
    root = house.settings.paths.output
    files = [file for file in root.rglob("*") if file.is_file() and not file.name.startswith(".")]

    assert len(files) > 20
    for file in files:
        answer = client.get("/" + file.relative_to(root).as_posix())
        assert (answer.status_code, answer.data) == (200, file.read_bytes())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/ko/", "text/html; charset=utf-8"),
        ("/ko/atom.xml", "application/xml; charset=utf-8"),
        ("/ko/rss.xml", "application/xml; charset=utf-8"),
        ("/ko/feed.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/feed.css", "text/css; charset=utf-8"),
        ("/search.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/picture.png", "image/png"),
        ("/notes.tar.gz", "application/octet-stream"),
        ("/unheard.of", "application/octet-stream"),
    ],
)
def test_each_file_has_its_media_type(client: FlaskClient, house: House, path: str, kind: str) -> None:
    for name in ("robots.txt", "picture.png", "notes.tar.gz", "unheard.of"):
        house.write(f"feeds/{name}", "x")

    assert client.get(path).headers["Content-Type"] == kind


def test_a_feed_that_is_served_is_read_by_a_reader(client: FlaskClient) -> None:
    answer = client.get(FEED)

    parsed = feedparser.parse(answer.data, response_headers={name.lower(): value for name, value in answer.headers})

    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["A paper on sentences", "A paper on words"]


def test_an_etag_is_that_of_the_content(client: FlaskClient, house: House) -> None:
    before = client.get(FEED).headers["ETag"]
    file = house.settings.paths.output / FEED[1:]
    os.utime(file, (1, 1))
    touched = client.get(FEED)
    file.write_bytes(file.read_bytes() + b"\n")
    changed = client.get(FEED).headers["ETag"]

    assert before == touched.headers["ETag"] != changed
    assert touched.headers["Last-Modified"] == "Thu, 01 Jan 1970 00:00:01 GMT"
    assert changed == f'"{sha256(file.read_bytes()).hexdigest()[:32]}"'


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other" , W/{},"more"', "*"])
def test_who_has_it_already_is_told_so_and_sent_nothing(client: FlaskClient, form: str) -> None:
    whole = client.get(FEED)

    answer = client.get(FEED, headers={"If-None-Match": form.format(whole.headers["ETag"])})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == whole.headers["ETag"]
    assert answer.headers["Cache-Control"] == whole.headers["Cache-Control"]
    assert answer.headers["Vary"] == whole.headers["Vary"]
    assert "Content-Type" not in answer.headers
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize("held", ['"other"', "", "other", '"', 'W/"other", "more"', "W/", ",,,"])
def test_who_has_something_else_is_sent_it_whole(client: FlaskClient, held: str) -> None:
    assert client.get(FEED, headers={"If-None-Match": held}).status_code == 200


def test_a_date_counts_where_no_etag_is_given(client: FlaskClient) -> None:
    whole = client.get(FEED)
    date = {"If-Modified-Since": whole.headers["Last-Modified"]}

    assert client.get(FEED, headers=date).status_code == 304
    assert client.get(FEED, headers={**date, "If-None-Match": '"other"'}).status_code == 200
    assert client.get(FEED, headers={"If-Modified-Since": "Thu, 01 Jan 1970 00:00:01 GMT"}).status_code == 200
    assert client.get(FEED, headers={"If-Modified-Since": "yesterday"}).status_code == 200


@pytest.mark.parametrize(
    "accepted", ["gzip", "br, gzip;q=0.1", "GZIP", "*", "x-gzip", "identity;q=0.5, gzip", "gzip;q=1.0, *;q=0"]
)
def test_gzip_is_sent_to_whom_it_suits(client: FlaskClient, accepted: str) -> None:
    plain = client.get(FEED)

    answer = client.get(FEED, headers={"Accept-Encoding": accepted})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == plain.data
    assert len(answer.data) < len(plain.data)
    assert answer.headers["ETag"] != plain.headers["ETag"]
    assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "*;q=0", "identity, gzip;q=0.5", "gzip;q=x", "a" * 300])
def test_gzip_is_not_sent_to_whom_it_does_not(client: FlaskClient, accepted: str) -> None:
    answer = client.get(FEED, headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in answer.headers
    assert feedparser.parse(answer.data).entries


def test_either_coding_s_etag_says_that_nothing_is_new(client: FlaskClient) -> None:
    plain = client.get(FEED).headers["ETag"]
    zipped = client.get(FEED, headers={"Accept-Encoding": "gzip"}).headers["ETag"]

    crossed = client.get(FEED, headers={"If-None-Match": zipped})
    same = client.get(FEED, headers={"If-None-Match": plain, "Accept-Encoding": "gzip"})

    assert (crossed.status_code, crossed.headers["ETag"]) == (304, zipped)
    assert (same.status_code, same.headers["ETag"]) == (304, plain)
    assert "Content-Encoding" not in crossed.headers


def test_what_is_small_or_packed_already_is_not_packed(client: FlaskClient, house: House) -> None:
    house.write("feeds/robots.txt", "User-agent: *\n")
    house.write("feeds/picture.png", "x" * 5000)

    for path in ("/robots.txt", "/picture.png"):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in answer.headers
        assert "Vary" not in answer.headers


def test_head_is_get_without_the_content(client: FlaskClient) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        whole, head = client.get(FEED, headers=headers), client.head(FEED, headers=headers)

        assert (head.status_code, head.data) == (200, b"")
        assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_files_are_only_read(client: FlaskClient, method: str) -> None:
    answer = client.open(FEED, method=method)

    assert (answer.status_code, answer.data) == (405, b"")
    assert answer.headers["Allow"] == client.options(FEED).headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_folder_is_its_page_and_has_a_slash(client: FlaskClient) -> None:
    page = client.get("/ko/tags/llm/")
    bare = client.get("/ko/tags/임베딩?q=1")

    assert page.data == client.get("/ko/tags/llm/index.html").data
    assert bare.status_code == 308
    assert bare.headers["Location"] == "/ko/tags/%EC%9E%84%EB%B2%A0%EB%94%A9/?q=1"
    assert client.get(bare.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/.publisher.json",
        "/ko/.hidden",
        "/.git/config",
        "/../publisher.toml",
        "/ko/../../publisher.toml",
        "/ko/../atom.xml",
        "/%2e%2e/publisher.toml",
        "/..%2fpublisher.toml",
        "/./ko/atom.xml",
        "//ko/atom.xml",
        "//evil.example/",
        "/ko//atom.xml",
        "/ko/atom.xml/",
        "/ko/atom.xml/x",
        "/ko/atom.xml%00.html",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/leak.txt",
        "/leaking/publisher.toml",
        "/pipe",
        "/empty/",
        "/empty",
        "/\\..\\publisher.toml",
        "/C:/publisher.toml",
    ],
)
def test_nothing_else_is_served(client: FlaskClient, house: House, path: str) -> None:
    root = house.settings.paths.output
    house.write("feeds/.git/config", "secret")
    house.write("feeds/ko/.hidden", "secret")
    (root / "leak.txt").symlink_to(house.folder / "publisher.toml")
    (root / "leaking").symlink_to(house.folder)
    (root / "empty").mkdir()
    os.mkfifo(root / "pipe")

    answer = _asked(house, path) if path.startswith("//") else client.get(path)

    assert answer.status_code == 404
    assert b"secret" not in answer.data
    assert b"time_zone" not in answer.data


def test_a_link_within_the_site_is_followed(client: FlaskClient, house: House) -> None:
    (house.settings.paths.output / "latest.xml").symlink_to("ko/atom.xml")

    assert client.get("/latest.xml").data == client.get("/ko/atom.xml").data


def test_a_file_that_is_too_large_is_not_read(client: FlaskClient, house: House) -> None:
    with (house.settings.paths.output / "huge.bin").open("wb") as stream:
        stream.truncate(33 * 1024 * 1024)

    assert client.get("/huge.bin").status_code == 404


def test_names_are_composed_as_a_build_writes_them(client: FlaskClient) -> None:
    decomposed = "/ko/tags/\u110b\u1175\u11b7\u1107\u1166\u1103\u1175\u11bc/"

    assert client.get(decomposed).data == client.get("/ko/tags/임베딩/").data


def test_a_build_is_served_at_once(client: FlaskClient, house: House) -> None:
    before = client.get(FEED)
    house.write("content/vault/241219 Letters.md", "*A paper on letters* (Ada)\n\n글자를 다룹니다.\n\n#llm\n")
    house.build()
    after = client.get(FEED, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert feedparser.parse(after.data).entries[0].title == "A paper on letters"
    assert client.get("/ko/tags/nothing-yet/").status_code == 404


def test_what_pages_load_may_be_kept_for_ever_at_the_address_of_its_content(client: FlaskClient) -> None:
    page = client.get("/ko/").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0].removeprefix("../")

    marked, plain, other = client.get(f"/{address}"), client.get("/style.css"), client.get("/style.css?01234567")

    assert "?" in address
    assert marked.data == plain.data == other.data
    assert marked.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == other.headers["Cache-Control"] == "public, max-age=3600"


def test_what_is_gone_is_not_read(house: House) -> None:
    stacks = Stacks(WebRoot(house.settings.paths.output), FORMATS)
    origin = stacks.origin("ko/tags/llm/")
    assert origin

    (house.settings.paths.output / "ko/tags/llm/rss.xml").unlink()

    assert stacks.origin("ko/tags/llm/") is None
    assert stacks.stack("ko/tags/llm/", origin) is None


def test_only_so_much_is_kept_at_hand(house: House) -> None:
    root = WebRoot(house.settings.paths.output, room=10_000)
    large = house.settings.paths.output / "large.bin"
    large.write_bytes(b"x" * 20_000)

    for _ in range(2):
        for name in ("large.bin", "style.css", "ko/atom.xml", "en/atom.xml"):
            found = root.find(f"/{name}")
            assert found
            assert getattr(found, "plain").content == (house.settings.paths.output / name).read_bytes()  # noqa: B009


def _asked(house: House, path: str, client: FlaskClient | None = None) -> Response:
    """The answer to a path as it is: a test client would make a host of what follows two slashes."""
    environ = EnvironBuilder(base_url="http://notes.example/").get_environ()
    environ["PATH_INFO"] = path.encode().decode("latin-1")
    app = client.application if client else house.application()
    content, status, headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    return Response(b"".join(content), status=status, headers=headers)


NAMES = st.lists(st.sampled_from(["ko", "..", ".", "", "tags", "llm", "atom.xml", "%2e"])).map("/".join)
PATHS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("/.%\\\0한글?#\r\n"),
    max_size=40,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(path=PATHS | NAMES)
def test_whatever_the_path_nothing_outside_is_served(client: FlaskClient, house: House, path: str) -> None:
    answer = _asked(house, f"/{path}", client)

    assert answer.status_code in {200, 308, 404}
    if answer.status_code == 200:
        inside = (house.folder / "feeds" / path.strip("/")).resolve()
        file = inside / "index.html" if inside.is_dir() else inside
        assert file.is_relative_to((house.folder / "feeds").resolve())
        assert answer.data == file.read_bytes()
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/")
        assert not answer.headers["Location"].startswith("//")
