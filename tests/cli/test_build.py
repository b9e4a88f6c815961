"""`publisher build`: feeds and pages from the notes, only what changed, and never less than was there."""

from __future__ import annotations

import shutil
from datetime import timedelta

import feedparser

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, VAULT_NOTE, Publication


def test_a_build_writes_feeds_of_every_language_and_tag(publication: Publication) -> None:
    result = publication.run("build")

    files = publication.files()
    assert result.exit_code == 0
    for folder in ("ko", "en", "ko/tags/tokenizer", "en/tags/embedding"):
        for name in ("atom.xml", "rss.xml", "feed.json", "index.html"):
            assert f"{folder}/{name}" in files
    assert {"index.html", "feeds.opml", "ko/2024/12/13/index.html"} <= files.keys()
    assert [entry.title for entry in feedparser.parse(files["ko/atom.xml"]).entries] == [
        "A paper on sentences",
        "A paper on bytes",
        "A paper on words",
    ]


def test_a_second_build_changes_nothing(publication: Publication) -> None:
    publication.run("build")
    before, register = publication.files(), (publication.folder / "register.jsonl").read_bytes()
    publication.now += timedelta(days=40)

    built = publication.json("build")

    assert (built["written"], built["removed"], built["unchanged"]) == ([], [], len(before) - 1)
    assert publication.files() == before
    assert (publication.folder / "register.jsonl").read_bytes() == register


def test_an_edit_changes_only_the_files_that_hold_the_note(publication: Publication) -> None:
    publication.run("build")
    publication.write("content/2024-12-13.txt", DAY_PAGE.replace("On bytes.", "On bytes, again."))

    written = publication.json("build")["written"]

    assert "en/tags/tokenizer/atom.xml" in written
    assert "en/2024/12/13/index.html" in written
    assert not [path for path in written if path.startswith("ko/") or "embedding" in path]


def test_feeds_of_a_tag_that_vanished_are_removed(publication: Publication) -> None:
    publication.run("build")
    publication.write("content/2024-12-13.txt", DAY_PAGE.replace("#tokenizer", "#bytes"))

    removed = publication.json("build")["removed"]

    assert "ko/tags/tokenizer/atom.xml" in removed
    assert not (publication.folder / "feeds/ko/tags/tokenizer").exists()


def test_a_site_that_began_without_notes_takes_its_first(publication: Publication) -> None:
    (publication.folder / "content").rename(publication.folder / "later")
    (publication.folder / "content").mkdir()
    publication.run("build")
    (publication.folder / "later/2024-12-13.txt").rename(publication.folder / "content/2024-12-13.txt")

    assert publication.json("build")["notes"] == 2


def test_a_format_that_is_no_longer_wanted_leaves_the_web_root(publication: Publication) -> None:
    publication.run("build")
    publication.write("publisher.toml", f'{CONFIGURATION}\n[feeds]\nformats = ["json"]\n')

    removed = publication.json("build")["removed"]

    assert {"ko/atom.xml", "en/tags/llm/rss.xml", "feeds.opml"} <= set(removed)
    assert not [path for path in publication.files() if path.endswith((".xml", ".opml"))]
    assert 'rel="alternate" type="application/atom' not in publication.files()["ko/index.html"].decode()


def test_mail_leads_to_no_feed_that_is_not_written(publication: Publication) -> None:
    publication.write("publisher.toml", f'{CONFIGURATION}\n[feeds]\nformats = ["rss", "json"]\n')

    publication.run("digest", "--week", "2024-W50")

    text = publication.files("newsletters")["2024-W50.ko.txt"].decode()
    assert "RSS: https://notes.example/ko/rss.xml\n" in text
    assert "atom.xml" not in text


def test_without_pages_feeds_are_written_alone(publication: Publication) -> None:
    publication.run("build")
    with_pages = publication.files()
    publication.write("publisher.toml", f"{CONFIGURATION}\n[pages]\npublish = false\n")

    result = publication.run("build")

    files = publication.files()
    assert {path for path in files if path.endswith((".html", ".css"))} == {"feed.css"}
    feeds = {path for path in with_pages if path.endswith(("/atom.xml", "/rss.xml", "/feed.json", ".opml"))}
    assert files.keys() - {".publisher.json", "feed.css"} == feeds
    assert all(files[path] == with_pages[path] for path in feeds)
    assert f"The feeds are in {publication.folder / 'feeds'}" in result.stdout
    assert "index.html" not in result.stdout


def test_every_path_is_also_an_option(publication: Publication) -> None:
    (publication.folder / "content").rename(publication.folder / "notes")
    (publication.folder / "publisher.toml").rename(publication.folder / "other.toml")

    result = publication.run(
        *("build", "--config", "other.toml", "--content", "notes", "--output", "public", "--register", "r.jsonl")
    )

    assert result.exit_code == 0
    assert "ko/atom.xml" in publication.files("public")
    assert (publication.folder / "r.jsonl").exists()


def test_a_template_of_the_site_stands_for_ours(publication: Publication) -> None:
    publication.write("templates/feeds/entry.html", "<p>{{ entry.title }} by us</p>")

    result = publication.run("build")

    assert result.exit_code == 0, result.stderr
    assert "A paper on bytes by us" in publication.files()["ko/atom.xml"].decode()


def test_the_register_may_lie_in_a_folder_of_its_own(publication: Publication) -> None:
    result = publication.run("build", "--register", "state/of/r.jsonl")

    assert result.exit_code == 0
    assert (publication.folder / "state/of/r.jsonl").exists()


def test_a_register_of_another_name_is_named_by_its_path(publication: Publication) -> None:
    publication.write("state/r.jsonl", "{}\n")

    result = publication.run("build", "--register", "state/r.jsonl")

    assert result.exit_code == 1
    assert result.stderr.startswith("state/r.jsonl:1: expected a registered note")


def test_it_says_why_nothing_is_published(publication: Publication) -> None:
    shutil.rmtree(publication.folder / "content")
    publication.write("content/No date.md", "날짜가 없는 글입니다.\n")

    result = publication.run("build")

    assert "No note is published: each needs a date and a commentary" in result.stdout


def test_output_below_content_is_not_read_as_notes(publication: Publication) -> None:
    publication.run("build", "--output", "content/feeds")
    publication.run("digest", "--output", "content/newsletters")
    publication.write(
        "publisher.toml", CONFIGURATION + '[paths]\noutput = "content/feeds"\nnewsletters = "content/newsletters"\n'
    )

    built = publication.json("build")

    assert built["problems"] == []
    assert built["notes"] == 3


def test_a_channel_of_the_configuration_has_feeds_a_page_and_a_place_in_the_list(publication: Publication) -> None:
    publication.write("publisher.toml", CONFIGURATION + '[channels.language]\ntags = ["llm", "embeding"]\n')

    built = publication.json("build")

    files = publication.files()
    for name in ("atom.xml", "rss.xml", "feed.json", "index.html"):
        assert f"ko/channels/language/{name}" in files
    feed = feedparser.parse(files["en/channels/language/atom.xml"])
    assert [entry.title for entry in feed.entries] == ["A paper on sentences", "A paper on words"]
    assert b"https://notes.example/en/channels/language/atom.xml" in files["feeds.opml"]
    assert [(told["file"], told["severity"], told["message"]) for told in built["problems"]] == [
        (
            "publisher.toml",
            "notice",
            'channels.language.tags: no note is tagged "embeding", is "embedding" meant?',
        )
    ]


def test_a_note_of_the_future_waits_for_its_day_in_every_feed_and_page(publication: Publication) -> None:
    publication.write("content/241226 Tomorrow.md", VAULT_NOTE.replace("A paper on sentences", "A paper of tomorrow"))

    before = publication.run("build")
    files = publication.files()
    publication.now += timedelta(days=2)
    publication.run("build")

    waiting = b"A paper of tomorrow"
    assert "waits for 2024-12-26" in before.stderr
    assert not [path for path, content in files.items() if waiting in content]
    shown = {path for path, content in publication.files().items() if waiting in content}
    assert {"ko/atom.xml", "en/rss.xml", "ko/feed.json", "en/tags/llm/atom.xml", "ko/2024/12/26/index.html"} <= shown
