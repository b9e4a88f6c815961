"""publisher.toml: an address, a title and languages suffice; every mistake is told with its line."""

from __future__ import annotations

import os
from datetime import time
from pathlib import Path
from textwrap import dedent

import pytest

from publisher.config import read
from publisher.errors import PublisherError
from publisher.feeds.atom import ATOM
from publisher.feeds.formats import FORMATS
from publisher.feeds.json_feed import JSON_FEED
from tests.config.configured import LEAST, mistakes, settings, written


def test_an_address_a_title_and_languages_suffice(tmp_path: Path) -> None:
    site = settings(tmp_path).site

    assert site.address == "https://notes.example/me/"
    assert site.authority == "notes.example"
    assert site.codes == ("ko", "en")
    assert site.language("en").title == "Notes"
    assert str(site.time_zone) == "UTC"
    assert [person.name for person in site.authors] == ["Notes"]


def test_a_newsletter_needs_no_words_of_its_own(tmp_path: Path) -> None:
    newsletter = settings(tmp_path).newsletter

    assert (newsletter.sender.name, newsletter.sender.email) == ("Notes", "newsletter@notes.example")
    assert newsletter.unsubscribe == "mailto:newsletter@notes.example?subject=unsubscribe"
    assert (newsletter.closes.weekday, newsletter.closes.time) == (0, time(12))


def test_paths_start_at_the_configuration(tmp_path: Path) -> None:
    paths = settings(tmp_path, f'{LEAST}\n    [paths]\n    output = "public"\n').paths

    assert paths.output == tmp_path / "public"
    assert paths.content == tmp_path / "content"
    assert paths.register == tmp_path / "register.jsonl"


def test_the_command_line_names_paths_instead(tmp_path: Path) -> None:
    paths = read(written(tmp_path, LEAST), content=tmp_path / "elsewhere", output=None).paths

    assert paths.content == tmp_path / "elsewhere"
    assert paths.output == tmp_path / "feeds"


def test_a_register_may_stand_beside_the_web_root_but_not_in_it(tmp_path: Path) -> None:
    beside = f'{LEAST}\n    [paths]\n    register = "feeds-state/register.jsonl"\n'

    assert settings(tmp_path, beside).paths.register == tmp_path / "feeds-state/register.jsonl"
    for inside in ("feeds/register.jsonl", "feeds/state/register.jsonl"):
        told = mistakes(tmp_path, beside.replace("feeds-state/register.jsonl", inside))
        assert told == [
            f"publisher.toml:6: paths.register: expected a place outside the web root, got {tmp_path}/{inside}"
        ]


def test_every_format_is_written_unless_some_are_named(tmp_path: Path) -> None:
    named = f'{LEAST}\n    [feeds]\n    formats = ["json", "atom", "json"]\n'

    assert settings(tmp_path).formats == FORMATS
    assert settings(tmp_path, named).formats == (ATOM, JSON_FEED)


def test_pages_are_published_unless_another_program_makes_them(tmp_path: Path) -> None:
    assert settings(tmp_path).has_pages
    assert not settings(tmp_path, f"{LEAST}\n    [pages]\n    publish = false\n").has_pages


def test_all_mistakes_are_told_together_each_with_its_line(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """
        address = "notes.example"
        title = "Notes"
        languages = ["ko", "xx1"]
        time_zone = "Asia/Nowhere"

        [feeds]
        entires = 30
        days = "seven"

        [newsletter]
        closes = "Someday"
        """,
    )

    assert found == [
        (
            "publisher.toml:1: address: expected where the site is read, such as https://example.org/notes/, "
            'got "notes.example"'
        ),
        'publisher.toml:3: languages: expected language codes such as ko, en or pt-BR, got "xx1"',
        'publisher.toml:4: time_zone: expected a time zone such as Asia/Seoul, got "Asia/Nowhere"',
        "publisher.toml:7: unknown key feeds.entires, is entries meant?",
        "publisher.toml:8: feeds.days: expected a valid integer, got 'seven'",
        'publisher.toml:11: newsletter.closes: expected a weekday and a time such as Monday 12:00, got "Someday"',
    ]


def test_what_is_needed_and_missing_is_told(tmp_path: Path) -> None:
    found = mistakes(tmp_path, 'title = "Notes"')

    assert found == [
        "publisher.toml: address is missing: an address, a title and languages are needed",
        "publisher.toml: languages is missing: an address, a title and languages are needed",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('address = "https://a.example/"\ntitle = "x\n', "publisher.toml:2: expected TOML:"),
        ('address = "https://a.example/"\naddress = "b"\n', "publisher.toml:2: expected TOML:"),
    ],
)
def test_toml_that_is_none_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(tmp_path, text)[0].startswith(told)


def test_a_missing_file_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="publisher init"):
        read(tmp_path / "publisher.toml")


def test_an_alias_of_an_alias_leads_to_the_end(tmp_path: Path) -> None:
    rules = settings(
        tmp_path, f'{LEAST}\n    [tags.aliases]\n    Text_Gen = "text generation"\n    textgen = "text-gen"\n'
    ).tags

    assert rules.identity("TEXTGEN") == "text-generation"
    assert rules.identity("text_gen") == "text-generation"


def test_a_tag_is_hidden_by_its_former_name_too(tmp_path: Path) -> None:
    rules = settings(
        tmp_path, f'{LEAST}\n    [tags]\n    hidden = ["mine"]\n    aliases = {{ mine = "private" }}\n'
    ).tags

    assert rules.hidden == {"private"}


def test_aliases_in_a_circle_are_a_mistake(tmp_path: Path) -> None:
    found = mistakes(tmp_path, f'{LEAST}\n    [tags.aliases]\n    a = "b"\n    b = "a"\n')

    assert found == ['publisher.toml: tags.aliases: expected "a" to lead to a tag, it leads back to itself']


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    found = mistakes(tmp_path, 'address = "https://a.example/"\ntitle = "a\\u0008"\nlanguages = ["en"]\n')

    assert found == ["publisher.toml:2: title: a control character"]


def test_a_host_in_hangul_is_written_as_dns_knows_it(tmp_path: Path) -> None:
    site = settings(tmp_path, LEAST.replace("notes.example/me", "노트.example")).site

    assert site.address == "https://xn--o80bo44d.example/"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('address = "https://a..example/"', "address: expected where the site is read"),
        ('address = "https://a.example:99999/"', "address: expected where the site is read"),
        ('address = "https://me:secret@a.example/"', "address: expected where the site is read"),
        ('address = "https://[::1/"', "address: expected where the site is read"),
        ('title = "  "', "title: expected some words"),
        ('languages = "ko"', 'languages: expected languages such as ["ko", "en"], got \'ko\''),
        ("languages = []", 'languages: expected languages such as ["ko", "en"]'),
        ('languages = [["ko"]]', 'languages: expected languages such as ["ko", "en"]'),
        ('authors = [{name = "A", email = "none"}]', "expected an e-mail address such as me@example.org"),
        ('authors = [{name = "A", uri = "javascript:x"}]', "expected an address such as https://example.org/me"),
        ('paths.output = ""', "paths.output: expected a path from the folder of publisher.toml"),
        ('paths.output = "~/feeds"', "paths.output: expected a path from the folder of publisher.toml"),
        ('paths.output = "content"', "paths.output: expected another folder than that of the notes"),
        ('paths.newsletters = "./content"', "paths.newsletters: expected another folder than that of the notes"),
        ('paths.templates = "nowhere"', "paths.templates: expected a folder"),
        ("content.largest_file = 9223372036854775807", "content.largest_file: expected less than or equal to 67108864"),
        ("feeds.formats = []", "feeds.formats: expected some of atom, rss, json, got none"),
        ('feeds.formats = ["atom", "rdf"]', 'feeds.formats: expected some of atom, rss, json, got "rdf"'),
        ('feeds.formats = "atom"', "feeds.formats: expected a valid list, got 'atom'"),
        ('pages.publish = "no"', "pages.publish: expected a valid boolean, got 'no'"),
        ('tags.aliases = {llm = "-"}', 'tags.aliases: expected two tags, got "llm" and "-"'),
        ('newsletter.sender = "a@b.example, c@d.example"', "newsletter.sender: expected a sender such as"),
        ('newsletter.closes = "Monday 12:00+09:00"', "newsletter.closes: expected a weekday and a time"),
    ],
)
def test_a_value_that_nothing_could_be_made_of_is_told(tmp_path: Path, line: str, told: str) -> None:
    key = line.partition(" ")[0]
    rest = [text for text in dedent(LEAST).strip().splitlines() if not text.startswith(f"{key} ")]

    found = mistakes(tmp_path, "\n".join([line, *rest]) + "\n")

    assert len(found) == 1
    assert told in found[0]


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5_000 + "]" * 5_000, "a.b." * 2_000 + "c = 1", f"a = {'9' * 5_000}", "# " + "x" * 2_000_000]
)
def test_toml_without_end_is_told(tmp_path: Path, text: str) -> None:
    assert len(mistakes(tmp_path, text)) == 1


def test_a_pipe_is_no_configuration_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "publisher.toml")

    with pytest.raises(PublisherError, match="expected a text file"):
        read(tmp_path / "publisher.toml")


def test_a_byte_order_mark_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "publisher.toml").write_text(dedent(LEAST), "utf-8-sig")

    assert read(tmp_path / "publisher.toml").site.codes == ("ko", "en")


def test_a_path_of_the_address_is_percent_encoded_once(tmp_path: Path) -> None:
    site = settings(tmp_path, LEAST.replace("/me", "/my notes/%EB%85%B8트")).site

    assert site.address == "https://notes.example/my%20notes/%EB%85%B8%ED%8A%B8/"


def test_a_title_is_one_line(tmp_path: Path) -> None:
    site = settings(tmp_path, LEAST.replace('"Notes"', '"Notes\\n  on papers"')).site

    assert site.language("ko").title == "Notes on papers"


def test_a_mistake_in_the_formats_is_told_once(tmp_path: Path) -> None:
    told = mistakes(tmp_path, f'{LEAST}\n    [feeds]\n    archives = "all"\n    formats = ["rss 3"]\n')

    assert told == ['publisher.toml:7: feeds.formats: expected some of atom, rss, json, got "rss 3"']
