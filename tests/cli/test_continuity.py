"""`publisher check` tells what the next build would take from readers, and which line of the configuration keeps it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import feedparser
import pytest

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, VAULT_NOTE, Publication
from tests.house.checkout import ROOT

VAULT = ROOT.parent / "shared" / "input" / "vault"

Change = Callable[[Publication], object]


def ids(publication: Publication) -> set[str]:
    """Of every feed and every entry."""
    feeds = [feedparser.parse(content) for path, content in publication.files().items() if path.endswith("atom.xml")]
    return {feed.feed.id for feed in feeds} | {entry.id for feed in feeds for entry in feed.entries}


def notices(publication: Publication) -> list[str]:
    """What `check` tells of severity notice; it changes nothing."""
    before = publication.files(".")
    problems = publication.json("check")["problems"]
    assert publication.files(".") == before
    return [
        f"{told['file']}{':' if told['line'] else ''}{told['line'] or ''}: {told['message']}"
        for told in problems
        if told["severity"] == "notice"
    ]


def configure(text: str) -> Change:
    return lambda publication: publication.write("publisher.toml", text)


def replace_in_page(old: str, new: str) -> Change:
    return lambda publication: publication.write("content/2024-12-13.txt", DAY_PAGE.replace(old, new))


@pytest.fixture
def built(publication: Publication) -> Publication:
    publication.run("build")
    return publication


def test_nothing_is_told_of_a_site_that_is_built_again_and_again(built: Publication) -> None:
    assert notices(built) == []


def test_a_moved_site_is_told_how_its_feeds_keep_their_ids(built: Publication) -> None:
    before = ids(built)
    moved = CONFIGURATION.replace("notes.example", "elsewhere.example")
    built.write("publisher.toml", moved)

    (told,) = notices(built)

    assert told == (
        "publisher.toml:2: the ids of all feeds, and of new notes, become those of elsewhere.example, and were those "
        'of notes.example: authority = "notes.example" keeps them'
    )
    built.write("publisher.toml", f'authority = "notes.example"\n{moved}')
    assert notices(built) == []
    built.run("build")
    assert ids(built) == before


def test_a_changed_authority_is_told_at_its_own_line(built: Publication) -> None:
    built.write("publisher.toml", f'{CONFIGURATION}authority = "me@elsewhere.example"\n')

    (told,) = notices(built)

    assert told.startswith("publisher.toml:6: ")
    assert 'authority = "notes.example"' in told


def test_a_site_that_has_moved_for_good_is_told_no_more(built: Publication) -> None:
    built.write("publisher.toml", CONFIGURATION.replace("notes.example", "elsewhere.example"))
    built.write("content/241223 New.md", "새 글입니다.\n\n#llm\n")
    built.run("build")

    assert notices(built) == []


@pytest.mark.parametrize(
    "languages",
    ['languages = ["ko", "en-GB"]', 'languages = ["ko"]', "[languages.ko]"],
    ids=["renamed", "left out", "table"],
)
def test_a_language_that_is_no_longer_there_is_told_with_what_ends(built: Publication, languages: str) -> None:
    built.write("publisher.toml", CONFIGURATION.replace('languages = ["ko", "en"]', languages))

    (told,) = notices(built)

    assert told == (
        'publisher.toml:5: "en" is no longer among the languages: its feeds, and the ids of 3 entries, end; '
        "a code that is spelt otherwise begins them anew, so name en again to keep them"
    )
    built.run("build")
    assert notices(built) == []


def test_a_new_language_that_hides_another_is_told_by_each_note(built: Publication) -> None:
    before = ids(built)
    built.write("publisher.toml", CONFIGURATION.replace('["ko", "en"]', '["ko", "en", "fr"]'))

    *told, lacking = notices(built)

    assert lacking.startswith("publisher.toml: ")
    assert [line.partition(": ")[0] for line in told] == ["content/2024-12-13.txt:2", "content/2024-12-13.txt:8"]
    assert all("is published in en, and no text in it is found any more" in line for line in told)
    marked = DAY_PAGE.replace("On bytes.", "<en>\nOn bytes.\n</en>").replace("On words.", "<en>\nOn words.\n</en>")
    built.write("content/2024-12-13.txt", marked)
    assert notices(built) == [lacking]
    built.run("build")
    assert before <= ids(built)


def test_a_translation_that_was_taken_out_is_told_once(built: Publication) -> None:
    replace_in_page("On bytes.\n", "")(built)

    told = notices(built)
    built.run("build")

    assert [line.partition(": ")[0] for line in told] == ["content/2024-12-13.txt:2"]
    assert notices(built) == []


def test_a_renamed_tag_is_told_with_the_alias_that_keeps_its_address(built: Publication) -> None:
    replace_in_page("#tokenizer", "#tokenisation")(built)

    (told,) = notices(built)

    assert told == (
        'publisher.toml: the feeds of the tag "tokenizer" end, and what they held has the new tag "tokenisation": '
        '"tokenizer" = "tokenisation" under [tags.aliases] keeps their addresses'
    )
    built.write("publisher.toml", f'{CONFIGURATION}\n[tags.aliases]\n"tokenizer" = "tokenisation"\n')
    assert notices(built) == []
    built.run("build")
    assert "ko/tags/tokenizer/atom.xml" in built.files()


@pytest.mark.parametrize("feed_format", ["atom", "rss", "json"])
def test_what_ends_is_told_whatever_format_the_feeds_are_in(publication: Publication, feed_format: str) -> None:
    written = f'{CONFIGURATION}\n[feeds]\nformats = ["{feed_format}"]\n'
    publication.write("publisher.toml", written)
    publication.run("build")
    replace_in_page("#tokenizer", "#tokenisation")(publication)

    (renamed,) = notices(publication)
    publication.write("publisher.toml", written.replace('["ko", "en"]', '["ko"]'))
    again, ended = notices(publication)

    assert 'the feeds of the tag "tokenizer" end' in renamed
    assert '"en" is no longer among the languages' in ended
    assert again == renamed


def test_a_renamed_tag_of_odd_letters_is_named_as_its_author_spelt_it(built: Publication) -> None:
    replace_in_page("#tokenizer", "#C++: #tokenizer")(built)
    built.write("content/a.md", '---\ndate: 2024-12-20\ntags: ["what?"]\n---\n글입니다.\n')
    built.run("build")
    built.write("content/a.md", '---\ndate: 2024-12-20\ntags: ["which"]\n---\n글입니다.\n')

    (told,) = notices(built)

    assert '"what?" = "which" under [tags.aliases]' in told


def test_an_alias_that_is_taken_away_is_told(built: Publication) -> None:
    built.write("publisher.toml", f'{CONFIGURATION}\n[tags.aliases]\ntokenizer = "bpe"\n')
    built.run("build")
    built.write("publisher.toml", f'{CONFIGURATION}\n[tags]\nhidden = ["x"]\n')

    (told,) = notices(built)

    assert told.startswith('publisher.toml:7: the feeds of the tag "bpe" end')


@pytest.mark.parametrize(
    "change",
    [
        replace_in_page("#tokenizer", "#llm"),
        replace_in_page("#tokenizer", ""),
        replace_in_page("#tokenizer", "#tokenizer #new"),
        configure(f'{CONFIGURATION}\n[tags]\nhidden = ["tokenizer"]\n'),
    ],
    ids=["joins another", "is taken off", "is added", "is hidden"],
)
def test_a_tag_that_is_not_renamed_is_not_told(built: Publication, change: Change) -> None:
    change(built)

    assert notices(built) == []


def test_an_edit_of_everything_at_once_is_told_and_its_advice_keeps_the_id(built: Publication) -> None:
    built.write("content/241220 Kept.md", VAULT_NOTE.replace("00002", "00003").replace("sentences", "kept things"))
    built.write(
        "content/241219 A paper.md", "*A long title of a paper* (Ada Lovelace)\n\n> We study.\n\n긴 글입니다.\n\n#llm\n"
    )
    built.run("build")
    before = ids(built)
    (built.folder / "content/241219 A paper.md").unlink()
    edited = "*A long title of one paper* (Ada King)\n\n> We study it.\n\n긴 글입니다.\n\n#llm\n"
    built.write("content/241219 One paper.md", edited)

    (told,) = notices(built)

    assert told.startswith("content/241219 One paper.md:1: comes as a new note, and tag:notes.example,2024-12-19:")
    assert " of 241219 A paper.md is gone" in told
    built.write("content/241219 One paper.md", edited.replace("one paper", "a paper").replace("King", "Lovelace"))
    assert notices(built) == []
    built.run("build")
    built.write("content/241219 One paper.md", edited)
    assert notices(built) == []
    built.run("build")
    assert ids(built) == before


def test_a_build_tells_it_too_and_in_json(built: Publication) -> None:
    replace_in_page("#tokenizer", "#tokenisation")(built)

    problems = built.json("build")["problems"]

    assert [(told["file"], told["line"], told["severity"]) for told in problems] == [("publisher.toml", None, "notice")]
    assert notices(built) == []


def test_a_web_root_without_our_feeds_is_no_reason_to_tell_anything(built: Publication) -> None:
    shutil.rmtree(built.folder / "feeds")
    built.write("publisher.toml", CONFIGURATION.replace('["ko", "en"]', '["ko"]'))

    assert notices(built) == []


@pytest.mark.parametrize(
    "damage", ["", "[", '{"items": 3}', '{"title": "x", "items": [\n3\n]}\n', "<feed>", "<feed><entry/></feed>"]
)
def test_a_feed_that_somebody_damaged_is_borne(built: Publication, damage: str) -> None:
    for language in ("ko", "en"):
        for name in ("atom.xml", "rss.xml", "feed.json"):
            built.write(f"feeds/{language}/tags/tokenizer/{name}", damage)
    replace_in_page("#tokenizer", "#tokenisation")(built)

    assert notices(built) == []


@pytest.mark.skipif(not VAULT.is_dir(), reason="../shared is absent")
def test_a_real_vault_is_told_nothing_of_the_kind(publication: Publication) -> None:
    shutil.rmtree(publication.folder / "content")
    shutil.copytree(VAULT, publication.folder / "content")
    first = notices(publication)
    publication.run("build")

    assert notices(publication) == first
    assert not [line for line in first if line.startswith("publisher.toml") or "comes as" in line or "ends" in line]


def test_this_publication_is_told_nothing(publication: Publication) -> None:
    for path in ("content", "feeds"):
        shutil.rmtree(publication.folder / path, ignore_errors=True)
        shutil.copytree(ROOT / path, publication.folder / path)
    for path in ("publisher.toml", "register.jsonl"):
        shutil.copy(ROOT / path, publication.folder / path)

    assert notices(publication) == []
