"""The page of a language, or of a tag in one."""

from __future__ import annotations

from datetime import date, timedelta

from publisher.content.tags import Combination, TagRules
from tests.builders import a_library, a_note, an_edition
from tests.pages.builders import a_page, notes_on, parsed, printed, texts

FRIDAY = date(2024, 12, 13)
HALF_A_YEAR = [FRIDAY - timedelta(days=number) for number in range(180)]


def test_a_channel_says_what_it_holds() -> None:
    page = a_page(notes_on([FRIDAY, date(2024, 12, 1)]), "en/index.html")

    assert texts(page, "//h1") == ["Paper notes"]
    assert texts(page, "//p[@class='subtitle']") == ["One a day"]
    assert texts(page, "//p[@class='facts']") == ["2 notes · newest December 13, 2024"]
    assert page.xpath("//p[@class='facts']/time/@datetime") == ["2024-12-13"]


def test_a_tag_is_headed_by_its_commonest_spelling() -> None:
    page = a_page([a_note(tags=("Tokenizer",))], "ko/tags/tokenizer/index.html")

    assert texts(page, "//h1") == ["Tokenizer"]
    assert texts(page, "//title") == ["논문 노트 · Tokenizer"]


def test_the_feeds_address_stands_ready_to_be_copied() -> None:
    page = a_page([a_note(tags=("강화학습",))], "ko/tags/강화학습/index.html")

    (address,) = texts(page, "//code")

    assert address == "https://notes.example/ko/tags/%EA%B0%95%ED%99%94%ED%95%99%EC%8A%B5/atom.xml"


def test_a_reader_program_finds_the_tags_feeds_first_and_the_languages_after() -> None:
    page = a_page([a_note()], "ko/tags/tokenizer/index.html")

    announced = page.xpath("//link[@rel='alternate' and @type]")

    assert [(link.get("type"), link.get("href")) for link in announced] == [
        ("application/atom+xml", "../../../ko/tags/tokenizer/atom.xml"),
        ("application/rss+xml", "../../../ko/tags/tokenizer/rss.xml"),
        ("application/feed+json", "../../../ko/tags/tokenizer/feed.json"),
        ("application/atom+xml", "../../../ko/atom.xml"),
        ("application/rss+xml", "../../../ko/rss.xml"),
        ("application/feed+json", "../../../ko/feed.json"),
    ]
    assert announced[0].get("title") == "논문 노트 · tokenizer (Atom)"


def test_an_abstract_is_folded_and_there() -> None:
    page = a_page([a_note()], "en/index.html")

    assert texts(page, "//details[@class='abstract' and not(@open)]/blockquote") == ["We study models of bytes."]


def test_a_title_leads_to_the_permalink() -> None:
    notes = [a_note()]
    (entry,) = a_library(*notes).of("en")

    page = a_page(notes, "en/index.html")

    assert page.xpath("//article//h2/a/@href") == [f"../en/2024/12/13/#{entry.anchor}"]


def test_only_the_newest_are_shown_in_full_and_every_other_is_listed() -> None:
    page = a_page(notes_on(HALF_A_YEAR[:100]), "en/index.html")

    assert texts(page, "//article//h2") == [f"Paper {number}" for number in range(1, 31)]
    assert texts(page, "//ol[@class='titles']//a") == [f"Paper {number}" for number in range(31, 101)]


def test_older_notes_are_listed_under_their_months() -> None:
    notes = notes_on(HALF_A_YEAR[:80])

    english = a_page(notes, "en/index.html")
    korean = a_page(notes, "ko/index.html")

    months = "//section[contains(@class, 'older')]//h3"
    assert texts(english, months) == ["November 2024", "October 2024", "September 2024"]
    assert texts(korean, months) == ["2024년 11월", "2024년 10월", "2024년 9월"]


def test_the_far_past_is_a_list_of_days_that_misses_none() -> None:
    page = a_page(notes_on(HALF_A_YEAR), "en/index.html")

    listed = page.xpath("//article//p[@class='date']//time/@datetime | //section//ol//time/@datetime")

    assert listed == [str(day) for day in HALF_A_YEAR]
    assert page.xpath("(//ol[@class='days'])[last()]/li[last()]/a/@href") == ["../en/2024/06/17/"]


def test_a_tags_far_past_leads_to_its_own_notes() -> None:
    notes = notes_on(HALF_A_YEAR, tags=("llm",))
    oldest = a_library(*notes).of("en")[-1]

    page = a_page(notes, "en/tags/llm/index.html")

    assert page.xpath("(//ol[@class='days'])[last()]/li[last()]/a/@href") == [f"../../../{oldest.path}"]


def test_a_language_lists_its_busiest_tags_with_their_counts() -> None:
    rare = [a_note(tags=(f"tag-{number:02}",)) for number in range(30)]

    page = a_page([a_note(tags=("llm",)), a_note(tags=("llm",)), *rare], "en/index.html")

    items = texts(page, "//ul[@class='top-tags']/li")
    assert len(items) == 24
    assert items[0] == "llm 2"
    assert texts(page, "//ul[@class='top-tags']/following-sibling::p") == ["See all 31 tags"]


def test_an_aliased_tag_is_still_read_at_its_old_address() -> None:
    rules = TagRules(aliases={"tokeniser": "tokenizer"})

    files = printed(a_library(a_note(tags=("tokeniser",)), rules=rules), rules=rules)

    old = parsed(files["ko/tags/tokeniser/index.html"])
    assert old.xpath("//link[@rel='canonical']/@href") == ["https://notes.example/ko/tags/tokenizer/"]
    assert files["ko/tags/tokeniser/index.html"] == files["ko/tags/tokenizer/index.html"]


def test_an_alias_of_a_tag_without_notes_has_no_page() -> None:
    rules = TagRules(aliases={"nobody": "nothing"})

    files = printed(a_library(a_note(), rules=rules), rules=rules)

    assert "ko/tags/nobody/index.html" not in files


def test_a_tag_leads_to_itself_in_the_other_language() -> None:
    only_korean = a_note(editions=(an_edition("ko"),), tags=("llm",))

    both = a_page([only_korean, a_note()], "ko/tags/tokenizer/index.html")
    alone = a_page([only_korean, a_note()], "ko/tags/llm/index.html")

    assert both.xpath("//header/nav/a[@hreflang='en']/@href") == ["../../../en/tags/tokenizer/"]
    assert alone.xpath("//header/nav/a[@hreflang='en']/@href") == ["../../../en/"]


def test_a_combination_has_a_page_that_names_its_tags() -> None:
    efficient = Combination(name="efficient", slugs=("quantization", "distillation"), titles={"en": "Efficient models"})
    rules = TagRules(combinations=(efficient,))
    notes = (a_note(tags=("quantization", "llm")), a_note(tags=("distillation",)), a_note(tags=("llm",)))

    files = printed(a_library(*notes, rules=rules), rules=rules)

    page = parsed(files["en/channels/efficient/index.html"])
    assert texts(page, "//h1") == ["Efficient models"]
    assert len(page.xpath("//article")) == 2
    assert texts(page, "//ul[@class='top-tags']/li") == ["distillation 1", "quantization 1"]
    assert page.xpath("//header/nav/a[@hreflang='ko']/@href") == ["../../../ko/channels/efficient/"]
    assert page.xpath("//link[@type='application/atom+xml']/@href") == [
        "../../../en/channels/efficient/atom.xml",
        "../../../en/atom.xml",
    ]


def test_a_language_and_the_front_page_list_the_combinations() -> None:
    rules = TagRules(combinations=(Combination(name="efficient", slugs=("llm",), titles={"ko": "효율"}),))

    files = printed(a_library(a_note(tags=("llm",)), rules=rules), rules=rules)

    for path, root in (("index.html", "./"), ("ko/index.html", "../")):
        (link,) = parsed(files[path]).xpath(f"//a[@href='{root}ko/channels/efficient/']")
        assert (link.text, link.getnext().text) == ("효율", "1")
