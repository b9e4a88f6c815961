"""`publisher digest`: a week as mail, for the languages and tags that one names."""

from __future__ import annotations

import email
import email.policy

import pytest

from tests.cli.conftest import Publication


def test_the_newest_closed_week_is_made_in_every_language(publication: Publication) -> None:
    result = publication.run("digest")

    assert result.exit_code == 0
    assert sorted(publication.files("newsletters")) == [
        f"2024-W51.{language}.{ending}" for language in ("en", "ko") for ending in ("eml", "html", "txt")
    ]


def test_the_running_week_waits_until_it_closes(publication: Publication) -> None:
    publication.write("content/241223 Now.md", "이번 주의 글입니다.\n\n#llm\n")

    made = publication.json("digest")

    assert made["week"] == "2024-W51"


def test_a_named_week_in_one_language_with_tags(publication: Publication) -> None:
    publication.run("digest", "--week", "2024-W50", "--language", "ko", "--tag", "Tokenizer", "--output", "mail")

    name, content = next(item for item in publication.files("mail").items() if item[0].endswith(".eml"))
    message = email.message_from_bytes(content, policy=email.policy.default)
    text = message.get_body(("plain",))
    assert name.startswith("2024-W50.ko.tokenizer")
    assert text is not None
    assert "바이트를 다룹니다" in text.get_content()
    assert "단어를 다룹니다" not in text.get_content()


def test_a_language_named_twice_is_made_once(publication: Publication) -> None:
    made = publication.json("digest", "--language", "ko", "--language", "ko")

    assert len(made["written"]) == 3


def test_without_a_week_the_newest_with_such_notes_is_made(publication: Publication) -> None:
    assert publication.json("digest", "--tag", "tokenizer")["week"] == "2024-W50"


def test_an_empty_week_says_so_and_writes_nothing(publication: Publication) -> None:
    result = publication.run("digest", "--week", "2024-W01")

    assert result.exit_code == 0
    assert result.stdout == "Nothing written: no entries in 2024-W01\n"
    assert not (publication.folder / "newsletters").exists()


def test_notes_that_gmail_would_cut_are_left_to_the_web_and_told(publication: Publication) -> None:
    publication.write("content/241219 Long.md", "긴 글입니다. " * 7_000)

    result = publication.run("digest", "--week", "2024-W51")

    assert "1 note in ko is on the web alone: a longer mail Gmail would cut" in result.stdout.splitlines()
    assert publication.json("digest", "--week", "2024-W51")["left_out"] == {"ko": 1, "en": 0}


def test_a_note_that_alone_is_longer_than_gmail_shows_is_told(publication: Publication) -> None:
    publication.write("content/241219 Long.md", "긴 글입니다. " * 7_000 + "\n\n#long\n")

    lines = publication.run("digest", "--week", "2024-W51", "--tag", "long").stdout.splitlines()

    (hint,) = (place for place, line in enumerate(lines) if "over 102 KB: Gmail shows the rest only on" in line)
    assert "2024-W51.ko.long.html" in lines[hint - 1]


def test_making_it_twice_gives_the_same_bytes(publication: Publication) -> None:
    publication.run("digest")
    before = publication.files("newsletters")

    publication.run("digest")

    assert publication.files("newsletters") == before


def test_a_week_that_is_none_is_wrong_usage(publication: Publication) -> None:
    result = publication.run("digest", "--week", "2024-W54")

    assert result.exit_code == 2
    assert "expected an ISO week such as 2024-W50, got '2024-W54'" in result.stderr


def test_a_language_that_the_site_has_not_is_wrong_usage(publication: Publication) -> None:
    result = publication.run("digest", "--language", "fr")

    assert result.exit_code == 2
    assert 'expected one of ko, en, got "fr"' in result.stderr


def test_a_digest_leaves_register_and_feeds_alone(publication: Publication) -> None:
    publication.run("digest")

    assert not (publication.folder / "register.jsonl").exists()
    assert not (publication.folder / "feeds").exists()


@pytest.mark.parametrize("option", ["--week", "--tag", "--language", "--output"])
def test_an_option_with_nothing_in_it_is_wrong_usage(publication: Publication, option: str) -> None:
    assert publication.run("digest", option, "").exit_code == 2
