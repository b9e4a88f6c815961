"""What was asked for -> words of one language, by the labels that the site gives its tags.

What is no tag of the site stands nowhere in them: a stranger who asks with another's address puts no word of their own
into the mail to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.audience.choice import Choice, arranged
from publisher.strings import Strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is read in one language."""

    language: str
    is_whole: bool
    labels: tuple[str, ...]
    """Of tags, where it is not everything."""

    def in_words(self, strings: Strings) -> str:
        """`English: llm, tokenizer`."""
        what = strings("wish_everything") if self.is_whole else ", ".join(self.labels)
        return strings("wish_language", language=strings.language_name(self.language), choices=what)


def chosen(choices: Sequence[Choice], labels: Mapping[str, str]) -> Iterator[Chosen]:
    """Choices by language; `labels` are of the tags that the site has, by slug."""
    for language, group in groupby(arranged(choices), key=lambda choice: choice.language):
        slugs = [choice.tag for choice in group]
        known = tuple(labels[slug] for slug in slugs if slug in labels)
        if "" in slugs or known:
            yield Chosen(language=language, is_whole="" in slugs, labels=known)


def in_words(choices: Sequence[Choice], labels: Mapping[str, str], strings: Strings) -> str:
    """All of it on one line."""
    return " · ".join(each.in_words(strings) for each in chosen(choices, labels))
