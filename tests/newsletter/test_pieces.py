"""A letter that is a join of pieces is the letter that would be made for its choice alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.content.note import Note
from publisher.newsletter import NOBODY, Addressee, Pieces
from publisher.newsletter.letter import letter
from publisher.newsletter.pieces import ROOM, select
from tests.builders import a_note, an_edition
from tests.newsletter.builders import KEY, a_letter, a_newsletter, an_article, opened, pieces_of
from tests.newsletter.direct import direct

TAGS = ("tokenizer", "강화학습", "llm", "C++", "rl")
VISIBLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
ADA = Addressee(
    email="ada@notes.example",
    name="Ada",
    unsubscribe="https://notes.example/leave?id=1&token=x",
    choose="https://notes.example/choose?id=1&token=x",
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Note, ...]:
    """Up to eight notes of a week, with any titles, tags and texts."""
    return tuple(draw(st.lists(notes(), min_size=1, max_size=8)))


@st.composite
def notes(draw: st.DrawFn) -> Note:
    text = st.text(VISIBLE, min_size=1, max_size=60).map(str.strip).filter(bool)
    title, commentary, abstract = draw(text), draw(text), draw(text | st.just(""))
    repeated = draw(st.sampled_from([1, 1, 1, 400]))
    return a_note(
        date=date(2024, 12, draw(st.integers(9, 15))),
        title=title,
        tags=tuple(draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=3))),
        editions=tuple(
            an_edition(code, title=title, commentary=f"{commentary} " * repeated, abstract=abstract)
            for code in ("ko", "en")
        ),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    week=weeks(),
    choices=st.lists(st.frozensets(st.sampled_from((*TAGS, "unheard-of"))), min_size=1, max_size=3),
    language=st.sampled_from(["ko", "en"]),
    group=st.sampled_from(["day", "tag"]),
    addressee=st.sampled_from([NOBODY, ADA]),
)
def test_a_letter_is_the_one_that_would_be_made_for_its_choice_alone(
    week: tuple[Note, ...], choices: list[frozenset[str]], language: str, group: str, addressee: Addressee
) -> None:
    pieces = pieces_of(*week, language=language, newsletter=a_newsletter(group=group))

    for choice in choices:
        slugs = tuple(sorted(tag.casefold() for tag in choice))
        made = letter(pieces, slugs, addressee, key=KEY)
        assert made == direct(pieces, slugs, addressee, key=KEY, articles=an_article)


def a_long_week(count: int = 12) -> tuple[Note, ...]:
    """More notes than fit a letter, every second one with a tag."""
    return tuple(
        a_note(
            title=f"Note {number}",
            date=date(2024, 12, 9 + number % 7),
            tags=("even",) if number % 2 == 0 else ("odd",),
            editions=(an_edition("ko", title=f"Note {number}", commentary="긴 글 " * 3000),),
        )
        for number in range(count)
    )


@pytest.mark.parametrize("tags", [(), ("even",)])
def test_what_does_not_fit_is_left_out_whole_and_led_to(tags: tuple[str, ...]) -> None:
    pieces = pieces_of(*a_long_week())

    made = letter(pieces, tags, key=KEY)

    assert made == direct(pieces, tags, key=KEY, articles=an_article)
    assert made is not None
    read = opened(made)
    count = 6 if tags else 12
    held = read.html.count("<h3")
    assert 1 < held < count
    assert len(read.html.replace("\n", "\r\n").encode()) <= ROOM
    assert f"노트 {count}편" in read.subject
    for content in (read.html, read.text):
        assert content.count(f"그 밖의 노트 {count - held}편은 웹에서") == 2
        assert "https://notes.example/ko/weekly/2024-W50/" in content
        assert content.count("긴 글 긴 글") > 0
    assert read.text.count("https://notes.example/ko/2024/12/") == held


def test_a_letter_that_holds_one_note_more_would_be_too_long() -> None:
    pieces = pieces_of(*a_long_week())
    selection = select(pieces, ())
    assert selection is not None

    held = len(pieces.notes) - selection.left_out
    one_more = {*selection.held, f"note {held}", f"between {held}"}

    assert pieces.html.size(one_more, selection.said_in_html) > ROOM


def test_one_note_is_sent_however_long_it_is() -> None:
    monster = a_note(editions=(an_edition("ko", commentary="글 " * 60_000),))

    read = a_letter(monster, a_note(editions=(an_edition("ko", title="Second"),)))

    assert read.html.count("<h3") == 1
    assert "Second" not in read.text


def test_without_chosen_notes_there_is_no_letter() -> None:
    assert letter(pieces_of(), ("vision",), key=KEY) is None


def test_a_letter_names_those_of_the_chosen_tags_that_its_issue_has() -> None:
    read = a_letter(a_note(tags=("llm", "rl")), a_note(tags=("vision",)), tags=("llm", "vision", "unheard-of"))

    heading, _, rest = read.text.partition("다음 태그의 노트만 모았습니다:\n")
    assert heading
    named = [line.split(":")[0] for line in rest.split("\n\n")[0].splitlines()]
    assert named == ["#llm", "#vision"]


def test_who_chose_everything_reads_of_no_choice() -> None:
    assert "다음 태그의 노트만" not in a_letter(a_note(tags=("llm",))).text


def test_personal_links_stand_in_both_parts() -> None:
    read = a_letter(addressee=ADA)

    for address in (ADA.unsubscribe, ADA.choose):
        assert address in read.text
        assert address.replace("&", "&amp;") in read.html
    assert ADA.choose not in a_letter().text


def test_the_preheader_begins_with_what_this_reader_chose() -> None:
    week = [a_note(tags=(tag,), editions=(an_edition("ko", title=f"On <{tag}> & more"),)) for tag in ("llm", "rl")]

    assert ">On &lt;rl&gt; &amp; more<" in a_letter(*week, tags=("rl",)).html
    assert ">On &lt;llm&gt; &amp; more · On" in a_letter(*week).html


def sizes(pieces: Pieces) -> Iterator[int]:
    return (len(piece.encoded.splitlines(keepends=True)[-1]) for piece in pieces.html.pieces if piece.encoded)


def test_every_piece_of_base64_ends_with_a_whole_line() -> None:
    assert set(sizes(pieces_of(a_note(editions=(an_edition("ko", commentary="글 " * 900),))))) == {78}
