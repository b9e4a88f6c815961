"""What every answer has in common."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.conftest import House


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
