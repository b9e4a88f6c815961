"""Pages lead to the form of `publisher serve` where the configuration says that somebody answers there."""

from __future__ import annotations

from publisher.content.channel import Channel
from publisher.content.tags import Combination
from publisher.feeds.formats import FORMATS
from publisher.pages.subscribe import offers
from tests.builders import a_library, a_note, a_site, a_tag


def by_mail(channel: Channel, *, takes: bool = True) -> str:
    site = a_site(takes_subscribers=takes)
    library = a_library(a_note(tags=("tokenizer", "강화학습", "C++")))
    link = offers(library, {}, site=site, formats=FORMATS)(channel).by_mail
    return link.target if link else ""


def test_a_language_leads_to_its_form_with_everything_ticked() -> None:
    assert by_mail(Channel(language="en")) == "en/subscribe/?choice=en"


def test_a_tag_leads_to_the_form_with_the_tag_ticked() -> None:
    assert by_mail(Channel(language="ko", tag=a_tag("tokenizer"))) == "ko/subscribe/?choice=ko/tokenizer"
    assert by_mail(Channel(language="ko", tag=a_tag("C++"))) == "ko/subscribe/?choice=ko/c%2B%2B"


def test_a_channel_of_several_tags_ticks_each() -> None:
    combination = Combination(name="efficient", slugs=("llm", "강화학습"))

    assert by_mail(Channel(language="en", combination=combination)) == (
        "en/subscribe/?choice=en/llm&choice=en/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5"
    )


def test_nothing_leads_to_where_nobody_answers() -> None:
    assert by_mail(Channel(language="en"), takes=False) == ""
