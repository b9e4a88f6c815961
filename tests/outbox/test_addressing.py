"""Addresses of one's own: they name one subscriber, for one purpose, and nobody can make another's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publisher.audience.links import Purpose, read_token
from publisher.outbox.addressing import addressee, read_return_path, return_path
from publisher.store.keyring import Keyring
from tests.builders import a_site

KEYRING = Keyring(b"k" * 32)
TEMPLATE = "bounces+{token}@notes.example"
ADA, BOB = b"a" * 16, b"b" * 16


def test_a_reader_leaves_and_chooses_at_addresses_of_their_own() -> None:
    ada = addressee(a_site(), KEYRING, email="ada@example.org", public_id=ADA, language="ko")

    leave, choose = ada.unsubscribe.rpartition("/"), ada.choose.rpartition("/")
    assert (leave[0], choose[0]) == ("https://notes.example/ko/unsubscribe", "https://notes.example/ko/preferences")
    assert read_token(KEYRING, Purpose.LEAVE, leave[2]) == ADA
    assert read_token(KEYRING, Purpose.MANAGE, choose[2]) == ADA


def test_without_https_a_reader_leaves_as_the_newsletter_says() -> None:
    ada = addressee(a_site(address="http://localhost/"), KEYRING, email="ada@example.org", public_id=ADA, language="ko")

    assert (ada.unsubscribe, ada.choose) == ("", "")


@given(public_id=st.binary(min_size=16, max_size=16))
def test_a_return_path_is_read_back_whatever_became_of_its_case(public_id: bytes) -> None:
    address = return_path(TEMPLATE, KEYRING, public_id)

    assert len(address.partition("@")[0]) <= 64
    assert read_return_path(TEMPLATE, KEYRING, address) == public_id
    assert read_return_path(TEMPLATE, KEYRING, address.upper()) == public_id


def test_a_return_path_that_we_did_not_make_names_nobody() -> None:
    ada, bob = (return_path(TEMPLATE, KEYRING, one) for one in (ADA, BOB))
    forged = ada[:40] + bob[40:]

    assert read_return_path(TEMPLATE, KEYRING, forged) is None
    assert read_return_path(TEMPLATE, Keyring(b"other" * 8), ada) is None
    for strange in ("", "bounces+@notes.example", "bounces+a@notes.example", "weekly@notes.example", ada + ".example"):
        assert read_return_path(TEMPLATE, KEYRING, strange) is None
