"""Hostile tags: none leaves its folder, none hides another, too many are told."""

from __future__ import annotations

import json

import feedparser
import pytest

from tests.hostile.conftest import Site, a_vault_note, expect_sound

ODD = [
    *("../../x", "con", "NUL", "aux.txt", "index.html", "atom.xml", ".git", ".publisher.json", "--help", "C#", ":.x"),
    *("a/b", "a\\b", "C:x", "%2e%2e", "%00", "<x>", "😀", "e\u0301", "é", "ß", "１", "trailing.", "한" * 90),
]
NOTHING = ["..", ".", "&", "?", '"', "'", "/", "--", "\u200b"]


def write_tags(site: Site, tags: list[str]) -> None:
    site.write(
        "content/a.md",
        f"---\ntitle: Tagged\ndate: 2024-12-14\ntags: {json.dumps(tags, ensure_ascii=False)}\n---\n한국어 글입니다.\n",
    )


@pytest.mark.parametrize("tag", ODD)
def test_an_odd_tag_has_a_folder_of_its_own_and_a_sound_feed(site: Site, tag: str) -> None:
    write_tags(site, [tag])

    result = site.run("build", "--strict")

    files = site.files()
    channels = {path.split("/")[2] for path in files if path.startswith("ko/tags/") and path.count("/") > 2}
    assert result.exit_code == 0, result.stderr
    assert len(channels) == 2
    standing = {path.name for path in site.folder.iterdir()}
    assert standing == {".publisher", "content", "feeds", "publisher.toml", "register.jsonl"}
    expect_sound(files)


def test_odd_tags_do_not_meet(site: Site) -> None:
    write_tags(site, ODD)

    site.run("build")

    feeds = [
        content for path, content in site.files().items() if path.startswith("ko/tags/") and path.endswith("atom.xml")
    ]
    titles = [feedparser.parse(content).feed.title for content in feeds]
    assert len(titles) == len(set(titles)) == len(ODD) + 1 - len({"e\u0301"})


@pytest.mark.parametrize("tag", NOTHING)
def test_a_tag_without_letters_is_told_and_has_no_feed(site: Site, tag: str) -> None:
    write_tags(site, [tag, "llm"])

    result = site.run("build")

    assert result.stderr.startswith("content/a.md:1: tag ")
    tags = {path.split("/")[2] for path in site.files() if "/tags/" in path and path.endswith("atom.xml")}
    assert tags == {"good", "llm"}


def test_ten_thousand_tags_of_one_note_are_too_many(site: Site) -> None:
    site.write("content/241214 A.md", a_vault_note(tags=" ".join(f"#t{number}" for number in range(10_000))))

    result = site.run("build")

    assert "content/241214 A.md:1: 10000 tags: expected at most 100" in result.stderr
    assert len([path for path in site.files() if path.startswith("ko/tags/t") and path.endswith("atom.xml")]) == 100


def test_a_tag_that_is_too_long_is_told(site: Site) -> None:
    write_tags(site, ["a" * 5000])

    result = site.run("build")

    assert "content/a.md:1: tag" in result.stderr
    assert site.titles() == {"A good paper", "Tagged"}
