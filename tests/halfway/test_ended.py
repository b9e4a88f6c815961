"""A build that is stopped, refused or runs out of room: old files or new ones, and a line that says which."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publisher.output.staging import FOLDER_NAME as STAGING
from tests.halfway.conftest import COMMAND, ENVIRONMENT, HALFWAY, UNCHANGED, Site
from tests.house.checkout import ROOT

FOREVER = "{% for _ in range(10 ** 12) %}{% endfor %}"
"""A template at which a build is busy for as long as a test needs."""


@contextmanager
def a_build_at_work(site: Site) -> Iterator[subprocess.Popen[str]]:
    """A build that has made its feeds, and put nothing in place yet."""
    template = site.write("templates/pages/index.html", FOREVER)
    with site.begin() as child:
        while not (site.folder / "feeds" / STAGING / "3").exists():
            assert child.poll() is None
            time.sleep(0.01)  # it needs the processor more than we do
        yield child
        child.kill()
    template.unlink()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_says_so_in_one_line_and_leaves_no_trace(site: Site, number: signal.Signals) -> None:
    before = site.state()

    with a_build_at_work(site) as child:
        child.send_signal(number)
        shown, told = child.communicate()

    assert (child.returncode, shown, told) == (128 + number, "", f"Stopped. {UNCHANGED}\n")
    assert site.state() == before


def test_of_two_builds_at_once_the_second_says_so_and_changes_nothing(site: Site) -> None:
    before = site.state()

    with a_build_at_work(site):
        status, told = site.build()
        standing = {path: content for path, content in site.state().items() if STAGING not in path}

    assert status == 1
    assert told == [f"{site.folder}: another build is at work here; try again when it is done", UNCHANGED]
    assert standing == before


def test_a_killed_build_locks_nobody_out(site: Site) -> None:
    with a_build_at_work(site) as child:
        child.kill()
        child.wait()

    assert site.build() == (0, [])


def test_of_many_builds_at_once_one_publishes_and_the_others_say_that_they_did_not(site: Site) -> None:
    builds = [site.begin() for _ in range(4)]

    ended = [(build.communicate()[1].splitlines(), build.returncode) for build in builds]

    assert ([], 0) in ended
    assert all(told[-1:] == [UNCHANGED] for told, status in ended if status)
    after = site.state()
    site.build()
    assert site.state() == after


@pytest.mark.parametrize(
    "template",
    ["feeds/entry.html", "pages/day.html", "pages/channel.html", "pages/tags.html", "pages/index.html"],
)
def test_a_template_that_fails_at_its_last_page_changes_nothing_not_even_the_register(
    site: Site, template: str
) -> None:
    before = site.state()
    ours = (ROOT / "templates" / template).read_text("utf-8")
    mark = "{% block content %}" if "{% block content %}" in ours else "</div>"
    site.write(f"templates/{template}", ours.replace(mark, mark + "{{ 1 / 0 }}"))

    status, told = site.build()

    assert status == 1
    assert f"templates/{template}:" in told[0]
    assert told[1:] == [UNCHANGED]
    assert site.state() == before


@pytest.mark.parametrize("size", [0, 200, 1000, 4000])
def test_files_that_may_not_grow_stay_as_they_are(site: Site, size: int) -> None:
    before = site.state()

    status, told = site.build(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))

    assert status == 1
    assert told[0].endswith(": cannot be written: File too large")
    assert told[1:] == [UNCHANGED]
    assert site.state() == before


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Callable[[], None] | None]]:
    """A small disk at `disk/`; call it to leave so many pages free, and pass on what it returns to a build.

    Where mounting is forbidden, no file of a build may grow over those pages instead.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], capture_output=True, check=False
        ).returncode
    )
    page = resource.getpagesize()

    def leave(pages: int) -> Callable[[], None] | None:
        filler = folder / "filler"
        filler.unlink(missing_ok=True)
        if not mounted:
            sys.stdout.write("no disk may be mounted here: RLIMIT_FSIZE stands for a full one\n")
            return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (pages * page // 8,) * 2)
        free = shutil.disk_usage(folder).free
        filler.write_bytes(bytes(free - pages * page))
        return None

    yield leave
    if mounted:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up_at_any_moment_holds_the_old_files_or_the_new_ones(
    site: Site, disk: Callable[[int], Callable[[], None] | None], tmp_path: Path
) -> None:
    small = Site(tmp_path / "disk")
    for path in ("publisher.toml", "content", "feeds", "register.jsonl"):
        source = site.folder / path
        (shutil.copytree if source.is_dir() else shutil.copy)(source, small.folder / path)
    before = small.state()
    site.build()
    after = {path: content for path, content in site.state().items() if not path.startswith("disk/")}
    changed = [content for path, content in after.items() if before.get(path) != content]
    needed = sum(-(-len(content) // resource.getpagesize()) for content in changed)

    ended = []
    for pages in (0, needed // 2, *range(needed - 5, needed + 30)):
        status, told = small.build(preexec_fn=disk(pages))
        ended.append(status)
        if not status:
            break
        assert told[-1] == UNCHANGED
        assert " cannot be written: " in told[0]
        assert small.state() == before

    assert ended[-1] == 0
    assert len(ended) > 3, "the disk was full at the last moments too"
    assert small.state() == after


WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-fowner", "--inh-caps=-dac_override,-fowner")
"""Root may write whatever the permissions say, unless these two capabilities are taken away."""


def as_anybody() -> tuple[str, ...]:
    return (*WITHOUT_PRIVILEGE, *COMMAND) if os.geteuid() == 0 else COMMAND


@pytest.mark.parametrize("folder", ["feeds", "feeds/ko", "feeds/ko/tags", "feeds/en/tags/llm", "feeds/en/2024/12/13"])
def test_a_folder_that_is_read_only_is_named_before_anything_changes(site: Site, folder: str) -> None:
    before = site.state()
    site.write("content/2024-12-13.txt", "2024-12-13\nOther\n(Ada)\n글.\nText.\n#other #llm\n")
    (site.folder / folder).chmod(0o555)

    status, told = site.build(*as_anybody(), "--allow-gone")

    (site.folder / folder).chmod(0o755)
    assert status == 1
    assert told[0].startswith(f"{site.folder}/{folder}")
    assert told[-1] == UNCHANGED
    assert site.state() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_build_that_ends_halfway_says_so_and_the_next_one_mends_it(site: Site) -> None:
    before = site.state()
    folder, file = site.folder / "feeds/ko", site.folder / "feeds/ko/rss.xml"
    folder.chmod(0o1777)  # as in /tmp: only a file's owner may replace it
    os.chown(folder, 65534, 65534)
    os.chown(file, 65534, 65534)

    status, told = site.build(*as_anybody())

    assert status == 1
    assert told == [f"{file}: cannot be written: Operation not permitted", HALFWAY]
    halfway = site.state()
    assert halfway["feeds/ko/atom.xml"] != before["feeds/ko/atom.xml"]
    assert halfway["feeds/ko/rss.xml"] == before["feeds/ko/rss.xml"]
    os.chown(folder, 0, 0)
    assert site.build(*as_anybody()) == (0, [])
    fresh = Site(site.folder / "fresh")
    shutil.copytree(site.folder / "content", fresh.folder / "content")
    for path in ("publisher.toml", "register.jsonl"):
        shutil.copy(site.folder / path, fresh.folder / path)
    fresh.build()
    mended = {path: content for path, content in site.state().items() if not path.startswith("fresh/")}
    assert mended == fresh.state()


def test_a_result_that_cannot_be_shown_is_published_all_the_same(site: Site) -> None:
    with Path("/dev/full").open("w") as full:
        child = subprocess.run(
            COMMAND, cwd=site.folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert child.returncode == 1
    assert child.stderr.splitlines() == [
        "standard output: cannot be used: No space left on device",
        "The build itself is done: everything is published.",
    ]
    assert "feeds/ko/tags/embedding/atom.xml" in site.state()


def test_a_reader_who_has_seen_enough_ends_it_quietly(site: Site) -> None:
    read, write = os.pipe()
    os.close(read)

    child = subprocess.run(
        COMMAND, cwd=site.folder, env=ENVIRONMENT, stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )

    os.close(write)
    assert child.stderr == ""
    assert "feeds/ko/tags/embedding/atom.xml" in site.state()
