"""Every address that readers are led to is found, with its places."""

from __future__ import annotations

from publisher.content.rendering.article import articles
from publisher.lint.web.addresses import Written, by_turns, written
from publisher.site import Person
from tests.builders import a_library, a_note, a_site, an_edition

OWN = {"https://notes.example/", "https://notes.example/ko/", "https://notes.example/en/"}


def addresses_in(commentary: str, *papers: str) -> dict[str, tuple[Written, ...]]:
    edition = an_edition("en", commentary=commentary)
    note = a_note(editions=(edition,), addresses=papers, line=7, via="https://via.example/#a")
    library, site = a_library(note), a_site()
    return dict(written([note], library, articles=articles(library, site), site=site))


def test_papers_links_and_images_are_found() -> None:
    found = addresses_in(
        "Bare https://a.example/x, [named](https://b.example/?p=1&q=2) and ![seen](https://c.example/a.png).",
        "https://arxiv.org/abs/2412.00001",
        "https://paper.example/논문",
    )

    place = (Written(file="2024-12-13.txt", line=7),)
    assert {address: places for address, places in found.items() if address not in OWN} == {
        "https://arxiv.org/abs/2412.00001": place,
        "https://paper.example/%EB%85%BC%EB%AC%B8": place,
        "https://via.example/": place,
        "https://a.example/x": place,
        "https://b.example/?p=1&q=2": place,
        "https://c.example/a.png": place,
    }


def test_the_pages_that_all_begin_at_are_found_at_the_configuration() -> None:
    note, site = a_note(), a_site(authors=(Person(name="Ada", uri="https://ada.example/#me"),))
    library = a_library(note)

    found = written([], library, articles=articles(library, site), site=site, also=["https://notes.example/leave"])

    configuration = (Written(file="", line=0),)
    assert found == dict.fromkeys((*OWN, "https://ada.example/", "https://notes.example/leave"), configuration)


def test_an_address_in_two_notes_is_asked_for_once_and_told_twice() -> None:
    notes = [a_note(file=name) for name in ("b.md", "a.md")]
    library, site = a_library(*notes), a_site()

    found = written(notes, library, articles=articles(library, site), site=site)

    assert [place.file for place in found["https://arxiv.org/abs/2412.00001"]] == ["a.md", "b.md"]


def test_what_is_no_web_address_is_not_asked_for() -> None:
    found = addresses_in("[Mail](mailto:a@b.example) and [[A note]] and [here](#x)", "ftp://a.example/")

    assert found.keys() == {*OWN, "https://via.example/"}


def test_hosts_take_turns() -> None:
    addresses = ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://b.example/1"]

    assert by_turns(addresses) == (addresses[0], addresses[3], addresses[1], addresses[2])
