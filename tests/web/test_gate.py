"""What every request passes: host, path, headers, and who asks."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from publisher.web.access import shown
from publisher.web.gate import LOOPBACK, Gate, host_of
from publisher.web.proxies import Proxies, reader
from publisher.web.security import security_headers
from tests.builders import a_site
from tests.web.conftest import CONFIGURATION, House


@pytest.mark.parametrize("host", ["notes.example", "NOTES.example", "notes.example:8443", "www.notes.example"])
def test_the_site_is_served_by_its_names(house: House, host: str) -> None:
    house.write("publisher.toml", f'{CONFIGURATION}[web]\nhosts = ["WWW.notes.example"]\n')
    client = house.application().test_client()

    assert client.get("/ko/", base_url=f"http://{host}/").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "", "notes.example.evil.example", "notes.example@evil.example", "127.0.0.1"]
)
def test_no_other_host_is(house: House, host: str) -> None:
    client = house.application().test_client()

    answer = client.get("/ko/", headers={"Host": host})

    assert answer.status_code == 421
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("A.example:80", "a.example"),
        ("[::1]:80", "[::1]"),
        ("[::1]", "[::1]"),
        ("a.example:", "a.example"),
        ("::1", "::1"),
    ],
)
def test_a_port_is_no_part_of_a_host(header: str, host: str) -> None:
    assert host_of(header) == host


@pytest.mark.parametrize(("name", "path"), [("blog", "/blog"), ("노트", "/%EB%85%B8%ED%8A%B8"), ("a%20b", "/a%20b")])
def test_what_lies_below_a_path_is_served_there(house: House, name: str, path: str) -> None:
    house.write("publisher.toml", CONFIGURATION.replace("notes.example/", f"notes.example/{name}/"))
    house.build()
    client = house.application().test_client()

    def ask(path: str) -> tuple[int, str | None]:
        answer = client.get(path, base_url="http://notes.example/")
        return answer.status_code, answer.headers.get("Location")

    assert ask(f"{path}/ko/atom.xml") == (200, None)
    assert ask(f"{path}/ko") == (308, f"{path}/ko/")
    assert ask(path) == ask("/") == (308, f"{path}/")
    assert ask(f"{path}/ko/tags/tokenizer,llm/atom.xml") == (308, f"{path}/ko/tags/llm,tokenizer/atom.xml")
    assert ask("/ko/atom.xml") == ask(f"{path}s/") == (404, None)
    assert ask("/healthz")[0] == ask(f"{path}/healthz")[0] == 200
    assert f'href="{path}/style.css?' in client.get(f"{path}/nowhere", base_url="http://notes.example/").text


def test_only_a_site_of_https_binds_browsers_to_it() -> None:
    assert "Strict-Transport-Security" in security_headers(a_site())
    assert "Strict-Transport-Security" not in security_headers(a_site(address="http://notes.example/"))


def test_a_part_may_say_more_than_the_gate() -> None:
    app = Flask("strict")
    app.add_url_rule("/", view_func=lambda: ("", {"Referrer-Policy": "no-referrer"}))
    app.wsgi_app = Gate(  # type: ignore[method-assign]
        app.wsgi_app, base="", hosts=LOOPBACK, headers={"Referrer-Policy": "same-origin", "X-Other": "1"}
    )

    headers = app.test_client().get("/").headers

    assert headers.getlist("Referrer-Policy") == ["no-referrer"]
    assert headers["X-Other"] == "1"


TRUSTED = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("fd00::1", "[2001:db8::1]:443", "2001:db8::1"),
        ("127.0.0.1", "203.0.113.7:5000", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("192.0.2.9", "203.0.113.7", "192.0.2.9"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
        ("", "203.0.113.7", ""),
    ],
)
def test_a_proxy_is_believed_only_if_it_is_trusted(peer: str, forwarded: str, expected: str) -> None:
    assert reader(peer, forwarded, TRUSTED) == expected


@given(forwarded=st.text(st.characters(codec="latin-1"), max_size=60))
def test_whatever_others_forward_a_stranger_stays_who_they_are(forwarded: str) -> None:
    assert reader("192.0.2.9", forwarded, TRUSTED) == "192.0.2.9"


def test_what_proxies_forward_reaches_nobody_else() -> None:
    app = Flask("mirror")
    app.add_url_rule("/", view_func=lambda: {"remote": request.remote_addr, "names": sorted(request.headers.keys())})
    app.wsgi_app = Proxies(app.wsgi_app, TRUSTED)  # type: ignore[method-assign]
    claims = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "evil.example", "Forwarded": "for=1.2.3.4"}

    said = app.test_client().get("/", headers=claims).json

    assert said
    assert said["remote"] == "203.0.113.7"
    assert not [name for name in said["names"] if "orwarded" in name]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/ko/tags/llm,tokenizer/atom.xml", "/ko/tags/llm%2Ctokenizer/atom.xml"),
        ("/feeds/" + "Ab3_-" * 8 + "xyz/atom.xml", "/feeds/.../atom.xml"),
        ("/leave/" + "Ab3_-" * 6, "/leave/..."),
        ("/people/ada@example.org", "/people/..."),
        ("/a\r\nGET /b", "/a%0D%0AGET%20/b"),
        ("/" + "a" * 300, "/" + "a" * 199),
        ("/reinforcement-learning-from-human-feedback", "/reinforcement-learning-from-human-feedback"),
    ],
)
def test_a_log_names_nobody(path: str, line: str) -> None:
    assert shown(path) == line


def test_each_answer_is_a_line_without_query_and_address(house: House) -> None:
    lines: list[str] = []
    client = house.client(log=lines.append)

    client.get("/ko/atom.xml?email=ada@example.org", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    client.open("/nowhere", method="BREW")
    client.open("/nowhere", method="GET\n")

    assert [line.rpartition(" ")[0] for line in lines] == [
        "GET /ko/atom.xml 200",
        "BREW /nowhere 404",
        "? /nowhere 404",
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_asking_changes_nothing(house: House, client: FlaskClient, method: str) -> None:
    before = {file: file.read_bytes() for file in house.folder.rglob("*") if file.is_file()}

    for rule in client.application.url_map.iter_rules():
        path = rule.rule.replace("<language>", "ko").replace("<names>", "llm,tokenizer").replace("<token>", "A" * 43)
        client.open(path.replace("<file_name>", "atom.xml"), method=method, headers={"Purpose": "prefetch"})
    client.open("/ko/", method=method)

    assert {file: file.read_bytes() for file in house.folder.rglob("*") if file.is_file()} == before
