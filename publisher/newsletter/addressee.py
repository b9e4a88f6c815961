"""Whom a letter is for, and the links that are theirs alone."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.newsletter.settings import expect_email, expect_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A reader as a letter knows them; ValueError says what was expected."""

    email: str = ""
    """ASCII; a letter without one is for nobody yet."""
    name: str = ""
    id: str = ""
    """What tells this reader from any other; the e-mail address where it is empty."""
    unsubscribe: str = ""
    """Where this reader leaves, with one click by POST: https. The newsletter's own address where it is empty."""
    choose: str = ""
    """Where this reader chooses tags and languages: https; may be empty."""

    def __post_init__(self) -> None:
        if self.email:
            expect_email(self.email, "a reader's e-mail address")
        for link in filter(None, (self.unsubscribe, self.choose)):
            expect_link(link)


NOBODY = Addressee()
