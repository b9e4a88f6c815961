"""What every answer has in common."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from publisher.audience.links import Purpose, token
from tests.web.conftest import CONFIGURATION, House


def test_an_address_that_leads_nowhere_says_so_in_the_language_of_the_address(client: FlaskClient) -> None:
    korean = client.get("/ko/nowhere/", headers={"Accept-Language": "en"})
    english = client.get("/nowhere/", headers={"Accept-Language": "fr, en;q=0.5"})

    assert korean.status_code == english.status_code == 404
    assert '<html lang="ko"' in korean.text
    assert '<html lang="en"' in english.text


def test_health_is_told_where_the_store_and_the_site_are_there(client: FlaskClient, house: House) -> None:
    well = client.get("/healthz")
    house.settings.paths.output.rename(house.settings.paths.output.with_name("elsewhere"))
    ill = client.get("/healthz")

    assert (well.status_code, well.json) == (200, {"site": True, "store": True})
    assert (ill.status_code, ill.json) == (503, {"site": False, "store": True})


def test_every_answer_tells_browsers_what_it_may_do(client: FlaskClient) -> None:
    for path in ("/", "/healthz", "/nowhere"):
        headers = client.get(path).headers

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_store_that_does_not_answer_is_told_to_whoever_publishes(
    client: FlaskClient, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.store.close()
    (house.folder / "publisher.db").write_bytes(b"no database" * 1000)
    (house.folder / "publisher.db-wal").unlink(missing_ok=True)

    answer = client.get(f"/feeds/{a_token(house)}/atom.xml", headers={"Accept-Language": "ko"})
    health = client.get("/healthz")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert '<html lang="ko"' in answer.text
    assert "publisher.db" not in answer.text
    assert "publisher.db: the store cannot be used" in caplog.text
    assert (health.status_code, health.json) == (503, {"site": True, "store": False})


def test_a_template_of_the_site_stands_for_ours(house: House) -> None:
    house.write("templates/web/missing.html", "<p>{{ strings('web_missing') }}, says {{ site.authors[0].name }}</p>")

    assert house.client().get("/nowhere").text == "<p>페이지를 찾을 수 없습니다, says Notes</p>"


def test_a_template_that_cannot_be_rendered_is_told_and_answered(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.write("templates/pages/base.html", "\n{{ nonsense }}")

    answer = house.client().get("/nowhere")

    assert (answer.status_code, answer.text) == (404, "페이지를 찾을 수 없습니다\n")
    assert "templates/pages/base.html:2: 'nonsense' is undefined" in caplog.text


def test_a_mistake_of_ours_is_logged_without_a_token(house: House, caplog: pytest.LogCaptureFixture) -> None:
    app = house.application()
    app.config.update(SERVER_NAME="notes.example", PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/broken/<path>", view_func=fail)

    answer = app.test_client().get(f"/broken/{a_token(house)}")

    assert answer.status_code == 500
    assert "GET /broken/... failed" in caplog.text
    assert a_token(house) not in caplog.text


def test_pages_find_what_they_load_where_a_build_writes_none(house: House) -> None:
    house.write("publisher.toml", f"{CONFIGURATION}[pages]\npublish = false\n")
    house.build()
    client = house.client()

    style = client.get("/style.css", headers={"Accept-Encoding": "gzip"})

    assert not (house.settings.paths.output / "style.css").exists()
    assert (style.status_code, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert client.get("/style.css", headers={"If-None-Match": style.headers["ETag"]}).status_code == 304
    assert client.get("/ko/tags/llm/").status_code == 404


def a_token(house: House) -> str:
    return token(house.store.keyring, Purpose.FEED, b"sixteen bytes of")


def fail(path: str) -> str:
    raise ZeroDivisionError(len(path))
