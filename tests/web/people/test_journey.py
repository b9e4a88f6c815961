"""A person finds the page, asks for two tags in English, confirms, adds Korean, leaves, comes back, is forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from publisher.audience.links import Purpose
from publisher.audience.subscriber import State
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from publisher.store.store import Store
from tests.builders import a_chance
from tests.web.people.visiting import ONE_CLICK, Visited, ask, elements, link_of, location, stamp_of, subscribe, words


def boxes(text: str) -> dict[str, bool]:
    """Value -> whether it is ticked."""
    found = elements(text, "//input[@name='choice']")
    return {box.get("value"): box.get("checked") is not None for box in found}


def in_files(store: Store) -> bytes:
    """All bytes of a store that is a file, and of what lies beside it."""
    file = store.address.file
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*")) if file else b""


def test_the_form_offers_each_language_and_its_tags_with_their_counts(client: FlaskClient) -> None:
    page = client.get("/en/subscribe/")

    assert page.status_code == 200
    tags = ("", "/llm", "/tokenizer", "/임베딩")
    assert set(boxes(page.text)) == {f"{code}{tag}" for code in ("en", "ko") for tag in tags}

    assert not any(boxes(page.text).values())
    assert "Everything 3 notes" in words(page)
    assert "llm 2" in words(page)


def test_a_link_can_tick_what_a_page_is_about(client: FlaskClient) -> None:
    page = client.get("/en/subscribe/?choice=en/LLM&choice=ko&choice=nonsense&choice=%2F")

    assert [value for value, ticked in boxes(page.text).items() if ticked] == ["en/llm", "ko"]


def test_the_form_is_in_the_language_of_its_address(client: FlaskClient) -> None:
    page = client.get("/ko/subscribe/")

    assert '<html lang="ko"' in page.text
    assert "이메일 주소" in words(page)
    assert 'href="/en/subscribe/"' in page.text


def test_asking_leads_to_the_page_that_says_what_comes(house: Visited, client: FlaskClient) -> None:
    asked = ask(house, client)

    assert (asked.status_code, location(asked)) == (303, "/en/subscribe/sent/")
    assert "Look into your mailbox" in words(client.get(location(asked)))
    assert len(house.calls) == 1
    assert house.subscriber().state is State.ASKED


def test_no_mail_leaves_on_the_readers_time(house: Visited, client: FlaskClient) -> None:
    ask(house, client)

    assert house.mailbox.left == []
    assert [mail["To"] for mail in house.deliver()] == ["ada@example.org"]
    assert house.deliver() == []


def test_the_link_shows_what_it_confirms_and_its_button_confirms(house: Visited, client: FlaskClient) -> None:
    ask(house, client)
    link = link_of(house.deliver()[0], "confirm")

    shown = client.get(link)
    confirmed = client.post(link)

    assert "English: llm, tokenizer" in words(shown)
    assert house.choices() == ["en/llm", "en/tokenizer"]
    assert (confirmed.status_code, location(confirmed)) == (303, link)
    after = client.get(link)
    assert "You are subscribed" in words(after)
    assert house.path(Purpose.MANAGE) in after.text


def test_korean_is_added_later(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.MANAGE)
    before = boxes(client.get(link).text)

    saved = client.post(link, data={"choice": ["en/llm", "en/tokenizer", "ko"], "language": "ko"})

    assert [value for value, ticked in before.items() if ticked] == ["en/llm", "en/tokenizer"]
    assert house.choices() == ["en/llm", "en/tokenizer", "ko"]
    assert house.subscriber().language == "ko"
    after = client.get(location(saved))
    assert "저장했습니다" in words(after)
    assert [value for value, ticked in boxes(after.text).items() if ticked] == ["ko", "en/llm", "en/tokenizer"]


def test_everything_in_a_language_holds_its_tags(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client, choice=["en", "en/llm", "ko/llm"])

    assert house.choices() == ["en", "ko/llm"]


def test_choosing_nothing_is_no_choice_and_the_way_out_is_shown(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)

    refused = client.post(house.path(Purpose.MANAGE), data={"language": "en"})

    assert refused.status_code == 422
    assert house.path(Purpose.LEAVE) in refused.text
    assert house.choices() == ["en/llm", "en/tokenizer"]


def test_a_tag_that_lost_its_notes_keeps_its_readers(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client, choice=["en/tokenizer", "en/llm"])
    house.write("content/2024-12-13.txt", "2024-12-13\nA paper\n(Grace Hopper)\nWe.\n단어.\nOn words.\n#llm\n")
    house.build()
    link = house.path(Purpose.MANAGE)

    shown = boxes(client.get(link).text)
    client.post(link, data={"choice": ["en/tokenizer", "en/임베딩"]})

    assert shown["en/tokenizer"]
    assert "en/tokenizer" not in boxes(client.get("/en/subscribe/").text)
    assert house.choices() == ["en/tokenizer", "en/임베딩"]


def test_one_click_leaves_at_once_without_a_cookie_and_shows_the_way_back(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.LEAVE)

    left = client.post(link, data=ONE_CLICK, content_type="application/x-www-form-urlencoded")

    assert left.status_code == 200
    assert "Set-Cookie" not in left.headers
    assert house.subscriber().state is State.LEFT
    assert f'action="{link}/undo"' in left.text
    assert [mail["Subject"] for mail in house.deliver()] == ["You have left Notes"]


def test_one_click_comes_from_any_site_and_twice_is_once(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.LEAVE)
    foreign = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    client.post(link, data={"List-Unsubscribe": "One-Click"}, headers=foreign)

    with house.unchanged():
        again = client.post(link, data={"List-Unsubscribe": "One-Click"}, headers=foreign)

    assert again.status_code == 200
    assert house.subscriber().state is State.LEFT


def test_leaving_is_taken_back_with_everything_as_it_was(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.LEAVE)
    client.post(link)

    back = client.post(f"{link}/undo")

    assert house.subscriber().state is State.CONFIRMED
    assert house.choices() == ["en/llm", "en/tokenizer"]
    assert "Welcome back" in words(client.get(location(back)))
    assert house.deliver() == []


def test_after_a_day_leaving_cannot_be_taken_back(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.LEAVE)
    client.post(link)
    house.passes(days=1, seconds=1)

    late = client.post(f"{link}/undo")

    assert location(late) == link
    assert "undo" not in client.get(link).text
    assert house.subscriber().state is State.LEFT


def test_who_left_finds_nothing_to_change_and_the_way_to_subscribe_anew(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    client.post(house.path(Purpose.LEAVE))
    link = house.path(Purpose.MANAGE)

    with house.unchanged():
        shown = client.get(link), client.post(link, data={"choice": "ko"})

    assert all("You are not subscribed" in words(page) for page in shown)


def test_a_page_names_the_feed_of_ones_own(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)

    (address,) = elements(client.get(house.path(Purpose.MANAGE)).text, "//main//code")

    feed = client.get(address.text.removeprefix("https://notes.example"))
    assert feed.status_code == 200
    assert "A paper on words" in feed.text


def test_a_page_shows_all_that_is_kept(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)

    page = words(client.get(house.path(Purpose.MANAGE)))

    assert "ada@example.org December 24, 2024 confirmed by the link in the mail December 24, 2024 asked" in page


def test_who_wants_to_be_forgotten_is_erased(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    ask(house, client)
    link = house.path(Purpose.MANAGE).replace("preferences", "forget")

    sure = client.get(link)
    done = client.post(link)

    assert "Erase all of it" in words(sure)
    assert "You are forgotten" in words(done)
    kept = house.rows()
    assert "ada" not in str(kept)
    assert [kept[name] for name in ("choices", "asks", "events", "notices")] == [[], [], [], []]
    assert client.get(link).status_code == client.post(link).status_code == 404


def test_no_byte_of_who_is_erased_is_left_in_the_files(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    link = house.path(Purpose.MANAGE).replace("preferences", "forget")
    before = in_files(house.store)

    client.post(link).close()

    assert b"ada@example.org" in before or not house.store.address.file
    assert b"ada@example.org" not in in_files(house.store)


def test_who_is_erased_while_others_read_is_told_so_and_what_is_left_is_logged(
    built: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "publisher.db"
    with (
        open_store(StoreAddress(file=file), chance=a_chance()) as store,
        closing(sqlite3.connect(file, isolation_level=None)) as reader,
    ):
        house = Visited(folder=built, store=store)
        client = house.client()
        subscribe(house, client)
        link = house.path(Purpose.MANAGE).replace("preferences", "forget")
        with closing(store.engine.raw_connection()) as only_connection:
            only_connection.cursor().execute("PRAGMA busy_timeout = 0")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM subscribers").fetchall()

        done = client.post(link)
        done.close()

    assert "You are forgotten" in words(done)
    assert "parts may be left in the files" in caplog.text
    assert "ada" not in caplog.text


def test_a_link_is_good_for_a_week_and_then_says_so(house: Visited, client: FlaskClient) -> None:
    ask(house, client)
    link = link_of(house.deliver()[0], "confirm")
    house.passes(days=7)

    shown, pressed = client.get(link), client.post(link, follow_redirects=True)

    assert shown.status_code == pressed.status_code == 410
    assert "good no longer" in words(shown)
    assert house.subscriber().state is State.ASKED


def test_a_link_from_before_leaving_brings_nobody_back(house: Visited, client: FlaskClient) -> None:
    ask(house, client)
    (first,) = house.deliver()
    ask(house, client)
    (second,) = house.deliver()
    client.post(link_of(first, "confirm"))
    client.post(house.path(Purpose.LEAVE))

    late = client.post(link_of(second, "confirm"), follow_redirects=True)

    assert late.status_code == 410
    assert house.subscriber().state is State.LEFT


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "no address"}, "Give an e-mail address"),
        ({"email": ""}, "Give an e-mail address"),
        ({"choice": []}, "Choose everything in a language"),
        ({"choice": ["fr/llm", "en/never-heard-of"]}, "Choose everything in a language"),
        ({"stamp": ""}, "open for too long"),
        ({"stamp": "1735000000.0000"}, "open for too long"),
        ({"stamp": "é.é"}, "open for too long"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    house: Visited, client: FlaskClient, fields: dict[str, Any], said: str
) -> None:
    answer = ask(house, client, **fields)

    assert answer.status_code == 422
    assert said in words(answer)
    if "choice" not in fields:
        assert [value for value, ticked in boxes(answer.text).items() if ticked] == ["en/llm", "en/tokenizer"]
    assert house.rows()["subscribers"] == []


def test_a_form_that_is_sent_at_once_is_asked_for_again_and_then_taken(house: Visited, client: FlaskClient) -> None:
    filled = {"stamp": stamp_of(client.get("/en/subscribe/")), "email": "ada@example.org", "choice": "en"}

    quick = client.post("/en/subscribe/", data=filled)
    house.passes(seconds=3)
    again = client.post("/en/subscribe/", data={**filled, "stamp": stamp_of(quick)})

    assert quick.status_code == 422
    assert "quicker" in words(quick)
    assert again.status_code == 303


def test_without_the_setting_nobody_subscribes_and_everybody_can_leave(house: Visited, client: FlaskClient) -> None:
    subscribe(house, client)
    house.write("publisher.toml", (house.folder / "publisher.toml").read_text().replace("= true", "= false"))
    closed = house.client()

    assert closed.get("/en/subscribe/").status_code == 404
    assert closed.post(house.path(Purpose.LEAVE)).status_code == 200
    assert house.subscriber().state is State.LEFT
