"""An id is a pure function of the authority, the note's own date and its first key, and is never given twice."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.builders import a_site
from tests.register.publication import FRIDAY, LATER, bare, build, ids, paper

COPY = {"file": "0001 1.md"}


def test_the_id_of_an_arxiv_paper_is_its_number_on_the_notes_own_date() -> None:
    assert ids(build(None, paper(addresses=("https://arxiv.org/pdf/2412.08905v2",)))) == [
        "tag:notes.example,2024-12-13:2412.08905"
    ]


@pytest.mark.parametrize("address", ["https://arxiv.org/abs/hep-th/9901001", "https://Example.org/논문?x=%20'"])
def test_an_id_holds_no_other_characters_than_a_tag_uri_and_a_folder_may(address: str) -> None:
    (found,) = ids(build(None, paper(addresses=(address,))))

    assert re.fullmatch(r"tag:notes\.example,2024-12-13:[a-z0-9.-]+", found)


def test_the_id_of_a_note_without_an_address_comes_from_its_title() -> None:
    same = ids(build(None, bare(1, title="Byte: Models!"))) == ids(build(None, bare(2, title="byte models")))
    other = ids(build(None, bare(1, title="Byte Models II")))

    assert same
    assert other != ids(build(None, bare(1, title="Byte: Models!")))


def test_titles_without_letters_are_told_apart() -> None:
    assert ids(build(None, bare(1, title="🤗"))) != ids(build(None, bare(1, title="🔥")))


def test_an_id_depends_on_nothing_but_authority_date_and_first_key() -> None:
    plain = build(None, paper(1))
    other = build(
        None,
        paper(1, title="Another", authors=(), abstract="", commentary="x", tags=(), file="else.md", languages=("en",)),
        now=LATER,
        site=a_site(address="https://moved.example/"),
    )

    assert ids(plain) == ids(other)


def test_an_id_carries_the_sites_authority() -> None:
    found = build(None, paper(), site=a_site(authority="ada@example.org"))

    assert ids(found)[0].startswith("tag:ada@example.org,2024-12-13:")


def test_the_same_paper_on_two_dates_has_two_ids() -> None:
    found = ids(build(None, paper(1), paper(1, file="again.md", date=date(2024, 12, 12))))

    assert len(set(found)) == 2


def test_of_two_newcomers_with_one_key_the_first_in_path_order_has_the_plain_id() -> None:
    found = build(None, paper(1, file="b.md", title="Second"), paper(1, file="a.md", title="First"))

    assert {item.note.file: item.id for item in found.stamped}["a.md"] == ids(build(None, paper(1)))[0]
    assert len(set(ids(found))) == 2


def test_a_copy_comes_after_what_it_was_copied_from() -> None:
    found = build(None, paper(1, **COPY), paper(1))

    assert {item.note.file: item.id for item in found.stamped}["0001.md"] == ids(build(None, paper(1)))[0]


def test_the_second_of_two_with_one_address_is_named_after_its_title_too() -> None:
    first, second = ids(build(None, paper(1), paper(1, **COPY, title="Another view")))
    beside_a_third = ids(
        build(None, paper(1), paper(1, file="0001 0.md", title="Third"), paper(1, **COPY, title="Another view"))
    )

    assert second not in (first, f"{first}-2")
    assert second in beside_a_third


def test_notes_that_are_the_same_in_everything_are_numbered() -> None:
    copies = [paper(1, file=f"0001 {number}.md") for number in range(1, 7)]

    found = ids(build(None, paper(1), *copies))

    assert len(set(found)) == 7
    assert [f"{found[0]}-{number}" for number in (2, 3, 4, 5)] == found[3:]


def test_an_id_is_never_given_again_while_its_note_is_there() -> None:
    first = build(None, bare(1, title="X"))
    retitled = build(first.register, bare(1, title="Y"))

    after = build(retitled.register, bare(1, title="Y"), bare(2, title="X", file="new.txt"))

    assert ids(after)[0] == ids(first)[0]
    assert ids(after)[1] not in ids(first)


def test_an_id_is_never_given_again_when_its_note_is_gone() -> None:
    others = (paper(7), paper(8), paper(9))
    first = build(None, bare(1, title="X"), *others)
    retitled = build(first.register, bare(1, title="Y"), *others)
    without = build(retitled.register, *others)

    after = build(without.register, bare(2, title="X", file="new.txt"), *others)

    assert after.news.newcomers == 1
    assert ids(after)[0] not in ids(first)


def test_a_build_without_the_register_gives_the_same_ids() -> None:
    notes = (
        paper(1),
        paper(1, **COPY, title="Another view"),
        bare(2),
        bare(3, title="", authors=()),
        bare(4, title="Paper number 2"),
    )
    first = build(None, *notes[:3])

    grown = build(first.register, *notes, now=LATER)

    lost = build(None, *notes, now=LATER)
    assert ids(lost) == ids(grown)


def test_the_date_in_an_id_is_the_notes_own_and_not_that_of_its_publication() -> None:
    found = build(build(None, paper(2)).register, paper(2), paper(1, date=date(2024, 3, 1)))

    assert ids(found)[1].startswith("tag:notes.example,2024-03-01:")
    assert str(FRIDAY) not in ids(found)[1]
