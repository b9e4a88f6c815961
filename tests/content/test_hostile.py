"""Files written to be slow, and machines that differ: nothing hangs, and everywhere the same is read."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import Severity
from tests.content.reading import ENGLISH, KOREAN, SHARED, read_folder, told, write

MEGABYTE = 1024 * 1024
PATIENCE = 60  # seconds for a process that reads a few megabytes, on a machine that is busy

_LOAD = """
import json, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from publisher.content.loader import LoadRules, load
reading = load(Path(sys.argv[1]), languages=("ko", "en"), zone=ZoneInfo("Asia/Seoul"), rules=LoadRules())
print(json.dumps([repr(reading.notes), [str(problem) for problem in reading.problems]]))
"""

HEAD = "*T* (Ada Lovelace, Alan Turing)\n\n> We group.\n\n"
STARTS = {
    "first": "",
    "title": "*Title ",
    "authors": "*T* (",
    "abstract": "*T* (Ada Lovelace, Alan Turing)\n\n> ",
    "commentary": f"{HEAD}{KOREAN}\n\n",
    "tags": f"{HEAD}{KOREAN}\n\n#llm ",
    "english": f"{HEAD}{KOREAN}\n\n<english>\n",
    "day page": "2024-12-13\n",
    "authors of a page": "2024-12-13\nTitle\n(Ada Lovelace, ",
    "front matter": "---\ntitle: ",
}
PATTERNS = (
    *(
        "*",
        "_",
        "[",
        "]",
        "(",
        ")",
        "()",
        "<",
        ">",
        "`",
        "#",
        "$",
        "\\",
        "{",
        "-",
        "=",
        "|",
        "a",
        "가",
        "1",
        " ",
        "\t",
        "\n",
    ),
    *(
        "#a ",
        "#a,",
        "#a",
        "# ",
        "# Links\n",
        "[[",
        "[[a",
        "[[a]]",
        "](",
        "[a](",
        "``a`",
        "```\n",
        "~~~\n",
        "$a",
        "$$",
        "$a$ ",
    ),
    *("<english", "<english>", "</english>", "<english>\n", "english>\n", "<englsih>\n", "<a>", "< ", "</"),
    *("> ", "> a\n", "> a\nb\n", "- ", "- a\n", "a\n\n", "1\n\n", "A, ", "(A, ", "(A)\n", "A and ", "Jr, ", "A: "),
    *("*T* (A, B)\n\n", "T\n(Ada Lovelace, Alan Turing)\n", "2024-12-13\n", "2024-12-13 ", "---\n", "\r", "\u3000"),
    *("https://a ", "https://a,", "https://a)", "https://", "a.b. ", "*a* ", "(*", "*(", "\\'e", "\u2028", "\u0301"),
)


def load_elsewhere(folder: Path, **environment: str) -> tuple[str, list[str]]:
    """What another process reads, with its own environment; that it ends in time is a part of every test."""
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(folder)],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
    )
    assert not done.returncode, done.stderr.decode()
    notes, problems = json.loads(done.stdout)
    return notes, problems


@pytest.mark.parametrize("start", STARTS)
def test_fifty_thousand_of_anything_anywhere_is_read_in_time(tmp_path: Path, start: str) -> None:
    end = "\n---\ntext" if start == "front matter" else " x\n"
    for number, pattern in enumerate(PATTERNS):
        write(
            tmp_path,
            {f"2412{number % 28 + 1:02} {number}.md": STARTS[start] + pattern * (50_000 // len(pattern)) + end},
        )

    load_elsewhere(tmp_path)


@pytest.mark.parametrize("pattern", ["*", "(", "`", "> ", "<english>", "#a ", "[[", "https://a,", "a\n\n", "가 "])
def test_a_megabyte_of_anything_is_read_in_time(tmp_path: Path, pattern: str) -> None:
    write(tmp_path, {"241213 a.md": (pattern * (MEGABYTE // len(pattern.encode()))).encode()[: MEGABYTE - 4]})

    load_elsewhere(tmp_path)


def test_a_device_is_not_read(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "241213 zero.md", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes device nodes")

    assert load_elsewhere(tmp_path) == ("()", ["241213 zero.md: left out: not a regular file"])


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: be somebody else for a while."""
    own = os.geteuid()
    os.seteuid(pwd.getpwnam("nobody").pw_uid if own == 0 else own)
    try:
        yield
    finally:
        os.seteuid(own)


def test_what_may_not_be_read_is_told() -> None:
    read_folder(Path(__file__).parent)  # whatever is imported late is now
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {"241213 a.md": KOREAN, "secret.md": "", "closed/a.md": "", "listed/a.md": ""})
        for path, mode in (
            (folder, 0o755),
            (folder / "secret.md", 0),
            (folder / "closed", 0),
            (folder / "listed", 0o444),
        ):
            path.chmod(mode)

        with as_nobody():
            reading = read_folder(folder)

        for path in (folder / "closed", folder / "listed"):
            path.chmod(0o755)
    assert [note.file for note in reading.notes] == ["241213 a.md"]
    assert told(reading, Severity.MISTAKE) == [
        "closed/: cannot be read: Permission denied",
        "listed/a.md: cannot be read: Permission denied",
        "secret.md: cannot be read: Permission denied",
    ]


def test_the_same_is_read_whatever_the_locale_the_zone_and_the_hash_seed(tmp_path: Path) -> None:
    front = f"---\ntitle: 바이트\ndate: 2024-12-13 00:30\ntags: [a, b, c]\n---\n{KOREAN}\n\n{ENGLISH} #llm #agent"
    write(tmp_path, {"강화/241213 학습.md": f"{HEAD}{KOREAN} #가 #나", "note.md": front, "Ä.md": "", "z.md": b"\xff"})
    plain = load_elsewhere(tmp_path)

    others = [
        load_elsewhere(
            tmp_path, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="utf-8"
        ),
        load_elsewhere(tmp_path, LC_ALL="POSIX", TZ="America/Los_Angeles"),
        load_elsewhere(tmp_path, TZ="Pacific/Kiritimati", PYTHONHASHSEED="1"),
        load_elsewhere(tmp_path, PYTHONHASHSEED="2", LC_ALL="C.UTF-8"),
    ]

    assert "바이트" in plain[0]
    assert len(plain[1]) == 2
    assert all(other == plain for other in others)


def test_the_seed_page_is_read_the_same_in_any_environment() -> None:
    folder = SHARED / "input" / "day-page"
    if not folder.is_dir():
        pytest.skip("../shared is absent")

    assert load_elsewhere(folder) == load_elsewhere(folder, LC_ALL="C", TZ="UTC", PYTHONHASHSEED="7")
