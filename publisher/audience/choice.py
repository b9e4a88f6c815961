"""What a subscriber reads <-> its notation: `ko` is everything in Korean, `en/llm` is one tag in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.content.tags import TagRules, identity


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """A language, or a tag in it."""

    language: str
    tag: str = ""
    """A slug, as it was chosen; empty for everything in the language."""

    def __str__(self) -> str:
        return f"{self.language}/{self.tag}" if self.tag else self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to get, and in which language they are spoken to."""

    language: str
    choices: tuple[Choice, ...]


def parse_choices(text: str) -> tuple[Choice, ...]:
    """Read choices with spaces between them; ValueError says what was expected."""
    return arranged(_parse(word) for word in text.split())


def choices_in_words(choices: Iterable[Choice]) -> str:
    """What parse_choices reads."""
    return " ".join(map(str, arranged(choices)))


def arranged(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Each once, in order."""
    return tuple(sorted(set(choices)))


def followed(choices: Iterable[Choice], rules: TagRules) -> tuple[Choice, ...]:
    """The same where tags were renamed since: they follow their aliases."""
    return arranged(Choice(choice.language, rules.identity(choice.tag)) for choice in choices)


def unknown_languages(choices: Iterable[Choice], languages: Iterable[str]) -> Iterator[str]:
    """Languages that the site is not published in."""
    known = set(languages)
    return (language for language in dict.fromkeys(choice.language for choice in choices) if language not in known)


def _parse(word: str) -> Choice:
    language, slash, spelling = word.partition("/")
    tag = identity(spelling)
    if not language or (slash and not tag):
        raise ValueError(f'expected a choice such as ko (everything) or en/llm (a tag), got "{word}"')
    return Choice(language, tag)
