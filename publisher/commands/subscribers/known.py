"""Choices -> those of a tag that no note has: a word that was mistyped would bring nobody anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from publisher.commands.running import read_clock

if TYPE_CHECKING:
    from publisher.audience.choice import Choice
    from publisher.config import Settings


def known_tags(settings: Settings) -> frozenset[str] | None:
    """Slugs of the tags that notes have; None where the notes are not here, or not in order."""
    from publisher import console, pipeline
    from publisher.errors import PublisherError

    try:
        checked = pipeline.check(settings, now=read_clock(), watch=console.watch)
    except PublisherError:
        return None
    if not checked.library or not checked.library.entries:
        return None
    return frozenset(tag.slug for tag in checked.library.tags) | settings.tags.hidden


def tell_unknown(choices: Iterable[Choice], settings: Settings, known: Collection[str] | None) -> None:
    """Tell of each choice that nothing comes of yet; it is kept, for a note may have the tag one day."""
    from publisher import console
    from publisher.errors import Problem, Severity, meant

    if known is None:
        return
    console.tell(
        Problem(
            file="--choice",
            message=f"no note has the tag of {choice} yet{meant(choice.tag, known, f'{choice.language}/{{}}')}",
            severity=Severity.NOTICE,
        )
        for choice in choices
        if choice.tag and settings.tags.identity(choice.tag) not in known
    )
