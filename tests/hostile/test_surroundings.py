"""Register, output, templates and the machine itself in a bad state: a line says so, and what was there stays."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.hostile.conftest import CONFIGURATION, NOW, Site, a_vault_note, expect_sound

Damage = Callable[[Path], object]


def run(
    site: Site,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    preexec_fn: Callable[[], object] | None = None,
    umask: int = -1,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, with nothing in its environment but what is said."""
    program = "import sys; from publisher.cli import main; sys.exit(main())"
    path = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=site.folder,
        # A limit on files would cut short the bytecode that Python keeps of our modules, too, for every run to come.
        env={"SOURCE_DATE_EPOCH": NOW, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **(env or {})},
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=preexec_fn,
        umask=umask,
    )


def rewrite(change: Callable[[str], str]) -> Damage:
    return lambda file: file.write_text(change(file.read_text("utf-8")), "utf-8")


def become_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def become_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (rewrite(lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> topic\n"), "register.jsonl:1: expected a"),
        (rewrite(lambda text: text[: len(text) // 2]), "register.jsonl:1: expected a registered note as JSON"),
        (rewrite(lambda text: text.replace('"version":1', '"version":9')), "a newer publisher wrote this line"),
        (lambda file: file.write_bytes(b"\xff\xfe\x00"), "register.jsonl:1: expected a registered note as JSON"),
        (become_folder, "register.jsonl: expected a file of lines"),
        (become_pipe, "register.jsonl: expected a file of lines"),
        (Path.unlink, "--new-register"),
    ],
    ids=["conflict", "cut", "newer", "no text", "folder", "pipe", "gone"],
)
def test_a_damaged_register_stops_a_build(site: Site, damage: Damage, told: str) -> None:
    site.run("build")
    before = site.files()
    damage(site.folder / "register.jsonl")
    site.write("content/241220 New.md", a_vault_note())

    checked, built = site.run("check"), site.run("build")

    assert (checked.exit_code, built.exit_code) == (1, 1)
    assert told in checked.stderr
    assert told in built.stderr
    assert site.files() == before


@pytest.mark.parametrize(
    "text", ["", "[", "{}", '{"version": 9, "files": {}}', '{"version": 1, "files": {"../x": "y"}}']
)
def test_a_damaged_manifest_stops_a_build(site: Site, text: str) -> None:
    site.run("build")
    site.write("feeds/.publisher.json", text)
    before = site.files()
    site.write("content/241220 New.md", a_vault_note())

    result = site.run("build")

    assert result.exit_code == 1
    assert "feeds/.publisher.json: " in result.stderr
    assert site.files() == before


def test_a_file_of_another_stays_where_ours_should_go(site: Site) -> None:
    mine = site.write("feeds/ko/atom.xml", "mine")

    result = site.run("build")

    assert result.exit_code == 1
    assert "feeds/ko/atom.xml: publisher did not write what is here" in result.stderr
    assert site.files() == {"ko/atom.xml": b"mine"}
    assert mine.read_text() == "mine"


def test_nothing_is_written_through_a_link(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (site.folder / "feeds").mkdir()
    (site.folder / "feeds/ko").symlink_to(elsewhere)

    result = site.run("build")

    assert result.exit_code == 1
    assert "is a symbolic link" in result.stderr
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("key", ["content", "output"])
def test_a_folder_that_leads_back_to_itself_is_one_line(site: Site, key: str) -> None:
    site.write("publisher.toml", f'{CONFIGURATION}[paths]\n{key} = "loop"\n')
    (site.folder / "loop").symlink_to("loop")

    result = site.run("build")

    assert result.exit_code == 1
    told, how_things_stand = result.stderr.splitlines()
    assert told.removeprefix(f"{site.folder}/").startswith("loop")
    assert how_things_stand == "This build changed nothing."
    assert site.files() == {}


@pytest.mark.parametrize("key", ["register", "newsletters"])
def test_a_build_bears_a_link_to_itself_where_it_reads_nothing(site: Site, key: str) -> None:
    site.write("publisher.toml", f'{CONFIGURATION}[paths]\n{key} = "loop"\n')
    (site.folder / "loop").symlink_to("loop")

    assert site.run("build").exit_code == 0
    expect_sound(site.files())


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% if %}", "templates/feeds/entry.html:1: Expected an expression"),
        ("<p>\n{{ nothing }}", "templates/feeds/entry.html:2: 'nothing' is undefined"),
        ("{{ 1 / 0 }}", "templates/feeds/entry.html:1: division by zero"),
        ('{% include "feeds/entry.html" %}', "templates/feeds/entry.html:1: maximum recursion depth"),
        ('{% extends "nosuch.html" %}', "templates/nosuch.html: no such template"),
        (b"\xff", "templates: a template is no text in UTF-8"),
    ],
)
def test_a_broken_template_changes_nothing(site: Site, template: str | bytes, told: str) -> None:
    site.run("build")
    before = site.files()
    site.write("templates/feeds/entry.html", template)

    result = site.run("build")

    assert result.exit_code == 1
    line, how_things_stand = result.stderr.splitlines()
    assert told in line
    assert how_things_stand == "This build changed nothing."
    assert site.files() == before


def test_a_full_disk_leaves_what_was_there(site: Site) -> None:
    site.run("build")
    before = site.files()
    site.write("content/241220 New.md", a_vault_note(ko="한국어 글입니다. " * 2000))

    result = run(site, "build", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))

    assert result.returncode == 1
    assert result.stderr.decode().endswith(": cannot be written: File too large\nThis build changed nothing.\n")
    assert site.files() == before


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_same_bytes_wherever_it_is_built(site: Site, environment: dict[str, str]) -> None:
    site.write("content/241214 강화학습.md", a_vault_note(tags="#강화학습 #b #a"))
    site.run("build", "--output", "here", "--register", "here.jsonl")

    result = run(site, "build", "--output", "there", "--register", "there.jsonl", env=environment, umask=0o077)

    assert result.returncode == 0, result.stderr
    assert site.files("there") == site.files("here")
    assert (site.folder / "there.jsonl").read_bytes() == (site.folder / "here.jsonl").read_bytes()
    assert (site.folder / "there/index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "euc-kr"])
@pytest.mark.parametrize("option", [(), ("--json",)])
def test_any_terminal_is_spoken_to(site: Site, encoding: str, option: tuple[str, ...]) -> None:
    site.write("content/노트 😀.md", "")

    result = run(site, "check", *option, env={"PYTHONIOENCODING": encoding})

    assert result.returncode == 0, result.stderr
    assert b"Traceback" not in result.stderr


def test_streams_may_be_closed(site: Site) -> None:
    site.write("content/empty.md", "")

    for number in (1, 2):
        assert run(site, "build", preexec_fn=partial(os.close, number)).returncode == 0


@pytest.mark.parametrize("now", ["-5", "yesterday", "1e9", "9" * 22, "253370764800", "٣"])
def test_a_pinned_time_that_is_none_is_wrong_usage(site: Site, now: str) -> None:
    result = site.run("build", SOURCE_DATE_EPOCH=now)

    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH: expected seconds since 1970" in result.stderr


@pytest.mark.parametrize("now", ["0", "253370764799"])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Asia/Kathmandu"])
def test_the_first_and_the_last_moment_are_borne(site: Site, now: str, zone: str) -> None:
    site.write("publisher.toml", CONFIGURATION.replace("Asia/Seoul", zone))

    results = [site.run(command, SOURCE_DATE_EPOCH=now) for command in ("check", "build", "digest")]

    assert [result.exit_code for result in results] == [0, 0, 0]


def test_a_build_that_stops_says_what_it_could_not_read(site: Site) -> None:
    site.run("build")
    site.write("content/2024-12-13.txt", b"\xff\xfe\xff")

    result = site.run("build")

    assert result.exit_code == 1
    assert "content/2024-12-13.txt:" in result.stderr
    assert "--allow-empty" in result.stderr
