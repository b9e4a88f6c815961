"""The guard stops what looks like an accident, and names the option that means it."""

from __future__ import annotations

import pytest

from publisher.content.note import Note
from publisher.errors import PublisherError
from publisher.register.line import Register
from tests.builders import NOW
from tests.register.publication import IN_TIME, LONG_AGO, build, ids, paper, published

EMPTY = Register()
SIX = tuple(paper(number) for number in range(6))


def old(count: int) -> tuple[Note, ...]:
    return tuple(paper(number, date=LONG_AGO) for number in range(count))


def test_fifty_newcomers_from_closed_weeks_are_published() -> None:
    assert build(EMPTY, *old(50)).news.newcomers == 50


def test_more_than_fifty_newcomers_from_closed_weeks_stop_and_name_both_ways_out() -> None:
    with pytest.raises(PublisherError, match=r"51 new notes .* \(0000\.md:1, .*…\): .*--backdate.*--publish-late"):
        build(EMPTY, *old(51))


def test_any_number_of_newcomers_from_closed_weeks_is_published_where_that_is_meant() -> None:
    found = build(EMPTY, *old(51), publish_late=True)

    assert min(published(found)) == NOW


def test_any_number_of_newcomers_is_backdated_where_that_is_meant() -> None:
    found = build(EMPTY, *old(51), backdate=True)

    assert max(published(found)) < NOW
    assert found.news.newcomers == 51


def test_newcomers_of_an_open_week_never_stop() -> None:
    assert build(EMPTY, *(paper(number) for number in range(60)), now=IN_TIME).news.newcomers == 60


def test_a_first_build_never_stops() -> None:
    assert build(None, *old(60)).news.newcomers == 60


def test_more_than_fifty_translations_of_closed_weeks_stop_too() -> None:
    register = build(None, *(paper(number, languages=("ko",)) for number in range(51))).register

    with pytest.raises(PublisherError, match="--publish-late"):
        build(register, *(paper(number) for number in range(51)))


def test_a_third_of_the_notes_may_go() -> None:
    assert build(build(None, *SIX).register, *SIX[2:]).news.gone == 2


def test_more_than_a_third_gone_stops_and_names_the_option() -> None:
    register = build(None, *SIX).register

    with pytest.raises(
        PublisherError, match=r"register\.jsonl: 3 of 6 .* \(0000\.md, 0001\.md, 0002\.md\).*--allow-gone"
    ):
        build(register, *SIX[3:])

    assert build(register, *SIX[3:], allow_gone=True).news.gone == 3


def test_notes_that_were_gone_before_do_not_count_as_gone() -> None:
    register = build(build(None, *SIX).register, *SIX[3:], allow_gone=True).register

    assert build(register, *SIX[4:]).news.gone == 1


def test_nothing_left_at_all_stops_and_names_its_own_option() -> None:
    register = build(None, *SIX).register

    with pytest.raises(PublisherError, match="--allow-empty"):
        build(register, allow_gone=True)

    assert build(register, allow_empty=True).news.gone == 6


def test_an_empty_publication_that_stays_empty_does_not_stop() -> None:
    emptied = build(build(None, *SIX).register, allow_empty=True)

    assert build(emptied.register, built_before=True).register == emptied.register
    assert build(None).stamped == ()


def test_a_locked_build_refuses_every_newcomer_by_its_place() -> None:
    register = build(None, *SIX).register

    with pytest.raises(PublisherError) as stopped:
        build(register, *SIX, paper(7), paper(8), locked=True)

    assert [problem.file for problem in stopped.value.problems] == ["0007.md", "0008.md"]
    assert "register.jsonl" in str(stopped.value)


def test_a_locked_build_refuses_a_translation_that_is_not_registered() -> None:
    register = build(None, paper(1, languages=("ko",))).register

    with pytest.raises(PublisherError, match="--locked"):
        build(register, paper(1), locked=True)


def test_a_locked_build_publishes_what_is_registered() -> None:
    first = build(None, *SIX)

    assert build(first.register, *SIX, locked=True).stamped == first.stamped


def test_a_lost_register_stops_and_names_the_option() -> None:
    with pytest.raises(PublisherError, match=r"register\.jsonl: .*--new-register"):
        build(None, *SIX, built_before=True)


def test_an_emptied_register_is_lost_too() -> None:
    with pytest.raises(PublisherError, match="--new-register"):
        build(Register(), *SIX, built_before=True)


def test_a_lost_register_is_begun_anew_with_the_same_ids_where_that_is_meant() -> None:
    first = build(None, *SIX)

    anew = build(None, *SIX, built_before=True, new_register=True)

    assert ids(anew) == ids(first)


def test_a_lost_register_with_nothing_to_publish_does_not_empty_the_site() -> None:
    with pytest.raises(PublisherError, match="--allow-empty"):
        build(None, built_before=True, new_register=True)


def test_all_reasons_to_stop_are_told_together() -> None:
    register = build(None, *SIX).register

    with pytest.raises(PublisherError) as stopped:
        build(register, *SIX[5:], *(paper(number, date=LONG_AGO) for number in range(100, 160)))

    assert len(stopped.value.problems) == 2
