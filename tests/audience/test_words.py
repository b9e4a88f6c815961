"""Addresses, choices and tokens: read, written and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audience.choice import Choice, choices_in_words, followed, parse_choices, unknown_languages
from publisher.audience.email import parse_email
from publisher.audience.links import Purpose, read_token, token
from publisher.audience.remotes import Remotes, kept
from publisher.content.tags import TagRules, identity
from publisher.store.keyring import Keyring

KEYRING = Keyring(b"1" * 32)


def test_an_address_is_kept_as_written_and_known_in_any_case() -> None:
    email = parse_email(" Ada.Lovelace+Notes@EXAMPLE.org ")

    assert email.written == "Ada.Lovelace+Notes@example.org"
    assert email.mailbox == "Ada.Lovelace+Notes@example.org"
    assert email == parse_email("ada.lovelace+notes@example.org")
    assert email.key(KEYRING) == parse_email("ada.lovelace+notes@example.org").key(KEYRING)


def test_a_domain_in_another_script_is_one_with_what_name_servers_call_it() -> None:
    email = parse_email("me@한글.kr")

    assert email.written == "me@한글.kr"
    assert email.mailbox == "me@xn--bj0bj06e.kr"
    assert email == parse_email("me@XN--bj0bj06e.kr")


def test_dots_and_tags_before_the_at_are_different_people() -> None:
    assert len({parse_email(text) for text in ("ab@gmail.com", "a.b@gmail.com", "ab+x@gmail.com")}) == 3


@pytest.mark.parametrize(
    "text", ["", "me", "me@", "@b.kr", "me@host", "me@b..kr", "Me <me@b.kr>", "김@b.kr", "a b@c.kr", "a@b.kr, c@d.kr",
             "a@b.kr\nBcc: c@d.kr", "x" * 65 + "@b.kr", "me@localhost", "a@[127.0.0.1]", "a@" + "b" * 5000 + ".kr"]
)  # fmt: skip
def test_what_no_mail_reaches_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^expected an e-mail address such as me@example\.org: "):
        parse_email(text)


def test_choices_are_written_as_they_are_read() -> None:
    chosen = parse_choices("en/LLM ko en/vision_language en/강화학습 en/llm")

    assert chosen == (Choice("en", "llm"), Choice("en", "vision-language"), Choice("en", "강화학습"), Choice("ko"))
    assert choices_in_words(chosen) == "en/llm en/vision-language en/강화학습 ko"


@given(
    st.lists(st.builds(Choice, st.sampled_from(["ko", "en", "pt-BR"]), st.text(max_size=8).map(identity)), max_size=5)
)
def test_any_choices_come_back(chosen: list[Choice]) -> None:
    assert parse_choices(choices_in_words(chosen)) == tuple(sorted(set(chosen)))


@pytest.mark.parametrize("text", ["en/", "/llm", "en/--"])
def test_half_a_choice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f'got "{text}"$'):
        parse_choices(text)


def test_choices_follow_a_tag_that_was_renamed() -> None:
    rules = TagRules(aliases={"lm": "llm"})

    assert followed(parse_choices("en/lm en/llm ko/lm"), rules) == parse_choices("en/llm ko/llm")


def test_languages_that_the_site_does_not_have_are_named_once() -> None:
    assert list(unknown_languages(parse_choices("en/a fr/b fr"), ["ko", "en"])) == ["fr"]


@given(st.binary(min_size=16, max_size=16))
def test_a_token_is_good_for_its_purpose_and_store_alone(public_id: bytes) -> None:
    text = token(KEYRING, Purpose.LEAVE, public_id)

    assert read_token(KEYRING, Purpose.LEAVE, text) == public_id
    assert read_token(KEYRING, Purpose.MANAGE, text) is None
    assert read_token(Keyring(b"2" * 32), Purpose.LEAVE, text) is None
    assert len(text) == 43


@given(st.text(max_size=60))
def test_no_other_text_is_a_token(text: str) -> None:
    assert read_token(KEYRING, Purpose.LEAVE, text) is None


@given(st.integers(0, 42), st.characters(codec="ascii"))
def test_a_token_with_another_letter_is_none(place: int, letter: str) -> None:
    text = token(KEYRING, Purpose.LEAVE, b"0123456789abcdef")
    changed = text[:place] + letter + text[place + 1 :]

    assert (read_token(KEYRING, Purpose.LEAVE, changed) is None) == (changed != text)


def test_of_a_network_address_as_much_is_kept_as_is_asked_for() -> None:
    assert kept("203.0.113.7", Remotes.PLAIN, KEYRING) == "203.0.113.7"
    assert kept("203.0.113.7", Remotes.NONE, KEYRING) == ""
    assert kept("203.0.113.7", Remotes.HASHED, KEYRING) == kept("203.0.113.7", Remotes.HASHED, KEYRING)
    assert kept("", Remotes.HASHED, KEYRING) == ""
