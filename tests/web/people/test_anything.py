"""Whatever is sent to any address of these pages: an answer that is meant, and nothing changed without a token."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.audience.links import Purpose
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from tests.builders import a_chance
from tests.web.people.visiting import Visited, ask, subscribe

METHODS = st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"])
WORDS = st.sampled_from(["en", "ko", "en/llm", "ko/임베딩", "One-Click", "ada@example.org", "", "x" * 43, "saved"])
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60) | WORDS
FIELDS = ["email", "choice", "stamp", "website", "language", "List-Unsubscribe"]
NAMES = st.sampled_from(FIELDS) | st.text("abc", max_size=4)
FORMS = st.dictionaries(NAMES, st.lists(TEXT, max_size=4), max_size=6)
PATHS = st.builds(
    lambda language, name, token, rest: f"/{language}/{name}/{token}{rest}",
    st.sampled_from(["en", "ko", "fr", "EN"]),
    st.sampled_from(["subscribe", "confirm", "preferences", "forget", "unsubscribe"]),
    st.text(alphabet="abcABC_-012.%é/ ", max_size=50) | WORDS,
    st.sampled_from(["", "/", "/undo", "/sent/", "?saved", "?choice=en%2Fllm&choice=%00"]),
)
KNOWN = {f"{code}{tag}" for code in ("en", "ko") for tag in ("", "/llm", "/tokenizer", "/임베딩")}
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
]  # fmt: skip
MORE = ("", " · Korean: everything", " · Korean: 임베딩")
ALLOWED = {f"{one}{more}" for one in ("everything", "llm") for more in MORE}
MEANT = {200, 303, 308, 403, 404, 405, 410, 422, 429}
UNHURRIED = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Visited]:
    """One site for all that is sent, with somebody in it."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("anything") / "site")
    with open_store(StoreAddress(), chance=a_chance()) as store:
        house = Visited(folder=folder, store=store)
        subscribe(house, house.client())
        yield house


@pytest.fixture(scope="module")
def client(house: Visited) -> FlaskClient:
    return house.client()


@UNHURRIED
@given(method=METHODS, path=PATHS, form=FORMS)
def test_nothing_changes_without_a_token(
    house: Visited, client: FlaskClient, method: str, path: str, form: object
) -> None:
    with house.unchanged():
        answer = client.open(path, method=method, data=form)

    assert answer.status_code in MEANT


@UNHURRIED
@given(method=METHODS, name=st.sampled_from(["preferences", "unsubscribe", "unsubscribe/undo"]), form=FORMS)
def test_every_link_bears_any_form(house: Visited, client: FlaskClient, method: str, name: str, form: object) -> None:
    folder, _, rest = name.partition("/")
    link = house.path(Purpose.MANAGE if folder == "preferences" else Purpose.LEAVE)

    answer = client.open(f"{link}/{rest}".rstrip("/"), method=method, data=form)

    assert answer.status_code in MEANT
    assert set(house.choices()) <= KNOWN
    assert len(house.rows()["subscribers"]) == 1


@UNHURRIED
@given(email=TEXT | st.emails(), choices=st.lists(TEXT, max_size=5))
def test_an_ask_is_taken_or_refused_and_mails_hold_no_strange_word(
    house: Visited, client: FlaskClient, email: str, choices: list[str]
) -> None:
    house.passes(hours=1)
    house.deliver()  # what earlier tests owe
    house.mailbox.left.clear()

    answer = ask(house, client, email=email, choice=choices)
    mails = house.deliver()

    assert answer.status_code in {303, 422}
    assert len(mails) <= (answer.status_code == 303)
    for mail in mails:
        assert mail.defects == []
        assert mail.keys() == HEADERS
        assert set(re.findall(r"English: (.*)", text_of(mail))) <= ALLOWED


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")
