"""A build that is killed or refused by the system: old files whole, nothing without an owner, one plain line."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from publisher.output import write
from publisher.output.manifest import FILE_NAME
from publisher.output.staging import FOLDER_NAME
from tests.output.builders import build_apart, files, texts

OLD = {"ko__kept": "same", "ko__changed": "old", "ko__tags__gone__atom": "old"}
NEW = {"ko__kept": "same", "ko__changed": "new", "en__tags__new__atom": "new"}

KILLED = """
steps = 0
def count(event, arguments):
    global steps
    if event in ("open", "os.mkdir", "os.chmod", "os.rename", "os.remove", "os.rmdir"):
        steps += 1
        if steps == {step}:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
write(files(**{new!r}), Path("."))
"""


def test_killed_at_any_step_a_build_leaves_whole_files_that_the_next_one_owns(tmp_path: Path) -> None:
    step = 0
    killed = True
    while killed:
        step += 1
        folder = tmp_path / str(step)
        write(files(**OLD), folder)
        (folder / "foreign").write_text("mine")

        killed = build_apart(KILLED.format(step=step, new=NEW), folder).returncode == -signal.SIGKILL

        published = {path: text for path, text in texts(folder).items() if not path.startswith(FOLDER_NAME)}
        owned = json.loads((folder / FILE_NAME).read_text())["files"]
        assert published.pop("foreign") == "mine"
        assert published.items() <= {*OLD.items(), *NEW.items()}
        assert {path.replace("__", "/") for path in published} <= owned.keys()
        write(files(last="x"), folder)
        assert texts(folder) == {"foreign": "mine", "last": "x"}
        assert sorted(path.name for path in folder.iterdir()) == [FILE_NAME, "foreign", "last"]
    assert step > len(OLD) + len(NEW), "the last steps of a build were reached"


REFUSED = """
try:
    {act}
except PublisherError as error:
    print(error)
"""


def test_a_full_disk_is_told_in_one_line_and_leaves_the_old_files_whole(tmp_path: Path) -> None:
    write(files(ko__a="old", ko__b="old"), tmp_path)
    act = "write(files(ko__a='new', ko__b='x' * 9000), Path('.'))"
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))"

    done = build_apart(limit + REFUSED.format(act=act), tmp_path)

    assert done.stdout == "./ko/b: cannot be written: File too large\n"
    assert texts(tmp_path) == {"ko__a": "old", "ko__b": "old"}
    assert not (tmp_path / FOLDER_NAME).exists()


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("feeds", "feeds/.publisher-staging: cannot be written: Permission denied\n"),
        ("feeds/below", "feeds/below: cannot be written: Permission denied\n"),
    ],
)
def test_a_folder_that_is_read_only_is_told_in_one_line(tmp_path: Path, folder: str, line: str) -> None:
    write(files(a="old"), tmp_path / "feeds")
    (tmp_path / "feeds").chmod(0o555)

    done = build_apart(REFUSED.format(act=f"as_nobody(); write(files(a='new'), Path('{folder}'))"), tmp_path)

    (tmp_path / "feeds").chmod(0o755)
    assert done.stdout == line
    assert texts(tmp_path / "feeds") == {"a": "old"}


def test_a_read_only_folder_that_is_up_to_date_is_no_trouble(tmp_path: Path) -> None:
    write(files(a="same"), tmp_path / "feeds")
    (tmp_path / "feeds").chmod(0o555)

    done = build_apart(
        REFUSED.format(act="as_nobody(); print(write(files(a='same'), Path('feeds')).unchanged)"), tmp_path
    )

    (tmp_path / "feeds").chmod(0o755)
    assert done.stdout == "('a',)\n"


def test_a_file_in_place_of_the_folder_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("a file")

    done = build_apart(REFUSED.format(act="write(files(a='x'), Path('feeds'))"), tmp_path)

    assert done.stdout == "feeds: cannot be written: File exists\n"
