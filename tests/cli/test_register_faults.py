"""The register as it meets trouble, git's above all: told, mended or refused, and never a flood of old notes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from click.testing import Result

from tests.cli.conftest import CONFIGURATION, DAY_PAGE, NOW, VAULT_NOTE, Publication

UNION = "register.jsonl merge=union\n"


def entries(publication: Publication) -> dict[str, tuple[str, str]]:
    """Id of a note's entry -> `published` and `updated`, as readers have them."""
    feeds = [feedparser.parse(text) for path, text in publication.files().items() if path.endswith("atom.xml")]
    found = {entry.id: (entry.published, entry.updated) for feed in feeds for entry in feed.entries}
    return {entry: dates for entry, dates in found.items() if "/weekly/" not in entry}


def everything(publication: Publication) -> dict[str, bytes]:
    """Path -> content of every file but the cache, which may be deleted at any time."""
    files = publication.files(".")
    return {path: content for path, content in files.items() if not path.startswith(".publisher/")}


def git(publication: Publication, *arguments: str, expected: int = 0) -> None:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@notes.example", "-c", "init.defaultBranch=main"]
    done = subprocess.run([*command, *arguments], cwd=publication.folder, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stdout + done.stderr


@pytest.fixture
def built(publication: Publication) -> Publication:
    """Built, and a month old."""
    assert publication.run("build").exit_code == 0
    publication.now = NOW + timedelta(days=30)
    return publication


def refused(publication: Publication, *told: str) -> None:
    """The next build, and `check`, say each of these and end with 1; no file has changed by a byte."""
    before = everything(publication)
    for command in ("check", "build"):
        result = publication.run(command)
        assert result.exit_code == 1, command
        assert all(line in result.stderr for line in told), result.stderr
    assert everything(publication) == before


def mended(publication: Publication, before: dict[str, tuple[str, str]]) -> Result:
    """The next build keeps every id and date; the one after it changes nothing."""
    result = publication.run("build")
    assert result.exit_code == 0, result.stderr
    assert before.items() <= entries(publication).items()
    after = everything(publication)
    assert publication.run("build").stderr == ""
    assert everything(publication) == after
    return result


Damage = Callable[[Path], object]


def change(old: bytes, new: bytes, count: int = 1) -> Damage:
    def damage(file: Path) -> None:
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, count))

    return damage


def keep(part: Callable[[bytes], bytes]) -> Damage:
    return lambda file: file.write_bytes(part(file.read_bytes()))


def to_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def to_loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


FATAL: dict[str, tuple[Damage, str]] = {
    "emptied": (keep(lambda _: b""), "--new-register"),
    "blank": (keep(lambda _: b"\n\n"), "--new-register"),
    "deleted": (Path.unlink, "--new-register"),
    "cut within a line": (
        keep(lambda text: text[: len(text) // 2]),
        "register.jsonl:2: expected a registered note as JSON",
    ),
    "cut after a line": (
        keep(lambda text: text.splitlines(keepends=True)[0]),
        "found none for 2 of them (2024-12-13.txt:8, vault/241218 Sentences.md:1): restore it",
    ),
    "without a line in the middle": (
        keep(lambda text: b"".join(text.splitlines(keepends=True)[::2])),
        "found none for 1 of them",
    ),
    "other JSON": (keep(lambda _: b'{"name": "package-lock"}\n'), "register.jsonl:1: expected"),
    "a list": (keep(lambda text: b"[" + text.replace(b"}\n", b"},\n") + b"]"), "register.jsonl:1: expected"),
    "zeros": (keep(lambda text: bytes(len(text))), "register.jsonl:1: expected"),
    "UTF-16": (keep(lambda text: text.decode().encode("utf-16")), "register.jsonl:1: expected"),
    "a folder": (to_folder, "register.jsonl: expected a file of lines, got something else"),
    "a link to itself": (to_loop, "--new-register"),
    "a date without zone": (change(b'Z"', b'"'), "register.jsonl:1: expected"),
    "a number for an id": (change(b'"id":"tag:notes.example,', b'"id":7,"was":"'), "register.jsonl:1: expected"),
    "a text for editions": (change(b'"editions":[', b'"editions":"","were":['), "register.jsonl:1: expected"),
    "no editions": (
        keep(lambda text: re.sub(rb'"editions":\[.*\]', b'"editions":[]', text)),
        "register.jsonl:3: expected",
    ),
}


@pytest.mark.parametrize(("damage", "told"), FATAL.values(), ids=FATAL)
def test_a_register_that_says_less_than_it_did_is_refused(built: Publication, damage: Damage, told: str) -> None:
    before = entries(built)
    register = built.folder / "register.jsonl"
    saved = register.read_bytes()
    damage(register)
    built.write("content/240101 Old.md", VAULT_NOTE.replace("00002", "00009").replace("sentences", "new things"))

    refused(built, told)

    shutil.rmtree(register) if register.is_dir() else register.unlink(missing_ok=True)
    register.write_bytes(saved)
    mended(built, before)


def _spaced(line: bytes) -> bytes:
    return json.dumps(json.loads(line)).encode()


HARMLESS: dict[str, Damage] = {
    "line ends of Windows": change(b"\n", b"\r\n", -1),
    "a byte order mark": keep(lambda text: b"\xef\xbb\xbf" + text),
    "no end of its last line": keep(lambda text: text.rstrip()),
    "blank lines": change(b"\n", b"\n\n", -1),
    "another order": keep(lambda text: b"".join(sorted(text.splitlines(keepends=True), reverse=True))),
    "doubled lines": keep(lambda text: text * 2),
    "spaces in its JSON": keep(lambda text: b"".join(_spaced(line) + b"\n" for line in text.splitlines())),
}


@pytest.mark.parametrize("damage", HARMLESS.values(), ids=HARMLESS)
def test_a_register_that_says_the_same_otherwise_is_read_and_mended(built: Publication, damage: Damage) -> None:
    before, register = entries(built), built.folder / "register.jsonl"
    saved = register.read_bytes()
    damage(register)

    mended(built, before)

    assert register.read_bytes() == saved


def test_a_doubled_line_is_told_by_its_number(built: Publication) -> None:
    keep(lambda text: text * 2)(built.folder / "register.jsonl")

    told = mended(built, entries(built)).stderr.splitlines()

    assert [line.split(": ")[0] for line in told] == ["register.jsonl:4", "register.jsonl:5", "register.jsonl:6"]


@pytest.mark.parametrize("option", ["--backdate", "--new-register"])
def test_a_register_that_is_begun_anew_keeps_ids_and_dates_of_notes_that_kept_their_titles(
    built: Publication, option: str
) -> None:
    before = entries(built)
    register = built.folder / "register.jsonl"
    if option == "--backdate":
        keep(lambda text: text.splitlines(keepends=True)[0])(register)
    else:
        register.write_bytes(b"")

    built.run("build", option)

    assert {entry: dates[0][:10] for entry, dates in entries(built).items()} == {
        entry: dates[0][:10] for entry, dates in before.items()
    }


@pytest.fixture
def branches(built: Publication) -> Publication:
    """A repository whose branches `main` and `topic` have each a new note and each an edit of the same other one."""
    built.write(".gitignore", "feeds/\n.publisher/\n")
    git(built, "init")
    git(built, "add", ".")
    git(built, "commit", "-m", "Begin")
    git(built, "checkout", "-b", "topic")
    built.write("content/250120 Topic.md", "*Topic* (Ada)\n\n주제입니다.\n\n#llm\n")
    built.write("content/vault/241218 Sentences.md", VAULT_NOTE.replace("문장을 다룹니다.", "문장을 다시 다룹니다."))
    built.run("build")
    git(built, "add", ".")
    git(built, "commit", "-m", "Topic")
    git(built, "checkout", "main")
    built.now += timedelta(hours=1)
    built.write("content/250121 Main.md", "*Main* (Bob)\n\n본류입니다.\n\n#llm\n")
    built.write("content/vault/241218 Sentences.md", VAULT_NOTE.replace("On sentences.", "On all sentences."))
    built.run("build")
    return built


def merge(publication: Publication, *, expected: int) -> None:
    git(publication, "add", ".")
    git(publication, "commit", "-m", "Main")
    git(publication, "merge", "topic", "-m", "Merge", expected=expected)


def test_a_merge_by_union_is_mended_and_every_note_keeps_its_id(branches: Publication) -> None:
    branches.write(".gitattributes", UNION)
    before = entries(branches)
    merge(branches, expected=0)
    branches.now += timedelta(hours=1)

    mended(branches, {entry: dates for entry, dates in before.items() if "2412.00002/ko" not in entry})

    after = entries(branches)
    assert {entry.partition(",")[2][:10] for entry in after.keys() - before.keys()} == {"2025-01-20"}
    assert {dates[0] for entry, dates in after.items() if "2412.00002" in entry} == {"2024-12-18T01:00:00+09:00"}


def test_a_merge_with_conflicts_is_refused_by_line_until_it_is_resolved(branches: Publication) -> None:
    before = entries(branches)
    merge(branches, expected=1)
    register = branches.folder / "register.jsonl"
    lines = register.read_bytes().splitlines(keepends=True)
    markers = [number for number, line in enumerate(lines, start=1) if not line.startswith(b"{")]

    refused(
        branches,
        *(f"register.jsonl:{number}: expected a registered note, got the conflict marker" for number in markers),
    )

    assert len(markers) >= 3
    register.write_bytes(b"".join(line for line in lines if line.startswith(b"{")))
    mended(branches, {entry: dates for entry, dates in before.items() if "2412.00002/ko" not in entry})


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
def test_a_merge_that_keeps_one_side_of_the_register_floods_nobody(branches: Publication, side: str) -> None:
    before = entries(branches)
    merge(branches, expected=1)
    git(branches, "checkout", side, "register.jsonl")
    branches.now += timedelta(hours=1)

    mended(branches, {entry: dates for entry, dates in before.items() if "2412.00002/" not in entry})

    after = entries(branches)
    assert {entry.partition(",")[2][:10] for entry in after.keys() - before.keys()} == {"2025-01-20"}
    assert {dates[0] for entry, dates in after.items() if "2412.00002" in entry} == {"2024-12-18T01:00:00+09:00"}


def test_a_branch_of_a_newer_program_is_refused_and_names_it(built: Publication) -> None:
    register = built.folder / "register.jsonl"
    lines = register.read_bytes().splitlines(keepends=True)
    register.write_bytes(lines[0].replace(b'"version":1', b'"version":2,"more":[]') + b"".join(lines[1:]))

    refused(built, "register.jsonl:1: expected version 1, got 2: a newer publisher wrote this line")


def test_deleting_the_web_root_as_well_begins_where_the_register_ends(built: Publication) -> None:
    before = entries(built)
    shutil.rmtree(built.folder / "feeds")

    mended(built, before)

    assert entries(built) == before


def test_a_retitled_page_beside_a_damaged_manifest_is_not_taken_for_new(built: Publication) -> None:
    before = entries(built)
    built.write("feeds/.publisher.json", "<<<<<<< HEAD\n")
    built.write("content/2024-12-13.txt", DAY_PAGE.replace("bytes\n", "Bytes\n"))

    refused(built, "feeds/.publisher.json: is damaged")

    shutil.rmtree(built.folder / "feeds")
    built.run("build")
    assert entries(built).keys() == before.keys()


@pytest.mark.parametrize("feed_format", ["atom", "rss", "json"])
def test_feeds_alone_show_that_a_register_is_lost(publication: Publication, feed_format: str) -> None:
    settings = f'{CONFIGURATION}\n[pages]\npublish = false\n[feeds]\nformats = ["{feed_format}"]\n'
    publication.write("publisher.toml", settings)
    shutil.rmtree(publication.folder / "content")
    (publication.folder / "content").mkdir()
    assert publication.run("build").exit_code == 0
    (publication.folder / "register.jsonl").unlink(missing_ok=True)
    publication.write("content/2024-12-20.txt", "2024-12-20\n제목\n한국어 글입니다.\n")
    assert publication.run("build").exit_code == 0
    assert publication.json("check")["entries"] == {"ko": 1}

    (publication.folder / "register.jsonl").unlink()

    refused(publication, "--new-register")
