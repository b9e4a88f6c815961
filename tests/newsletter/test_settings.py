"""What the configuration may say of the newsletter."""

from __future__ import annotations

import pytest

from publisher.site import Person
from tests.newsletter.builders import a_newsletter


@pytest.mark.parametrize(
    "address", ["", "weekly", "a@b@c", "a b@notes.example", "a@b>\r\nBcc: x@y", "위클리@notes.example"]
)
def test_a_sender_without_a_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="expected the sender's e-mail address"):
        a_newsletter(sender=Person(name="Ada", email=address))


@pytest.mark.parametrize(
    "address", ["", "http://notes.example/leave", "https://a b", "https://a\r\nBcc: x@y", "https://a/" + 900 * "a"]
)
def test_an_unsubscribe_address_that_no_program_can_follow_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="expected an unsubscribe address"):
        a_newsletter(unsubscribe=address)


@pytest.mark.parametrize("name", ["weekly", "weekly notes.example", "<weekly.notes.example>"])
def test_a_list_id_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="expected a list id"):
        a_newsletter(list_id=name)
