"""`python -m bench.web`: answers a second of `publisher serve`, beside nginx and WhiteNoise with the same files.

All serve this checkout's feeds/ over loopback to wrk, in turns; the figure is the median of the turns. wrk and the
server share the machine. nginx has one worker; WhiteNoise runs in waitress, as
publisher does. Both are given their files packed beforehand, as their manuals advise.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

_CHECKOUT = Path(__file__).parents[1]
_PATIENCE = 60
"""Seconds that a server has to begin."""
_HOST = "notes.example"
_RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*[1-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked for, again and again."""

    name: str
    path: str
    is_held: bool = False
    """Whether the client has it already, and says so."""
    script: str = ""
    """Lua for wrk, where each request differs or is no GET."""
    is_of_files: bool = True
    """Whether a server of files can answer it."""


ASKS = (
    Ask(name="a feed, whole (200)", path="/ko/atom.xml"),
    Ask(name="a feed, nothing new (304)", path="/ko/atom.xml", is_held=True),
    Ask(name="a feed of two tags, whole (200)", path="/ko/tags/{tags}/atom.xml", is_of_files=False),
    Ask(name="a feed of two tags, nothing new (304)", path="/ko/tags/{tags}/atom.xml", is_held=True, is_of_files=False),
)
"""Whatever else is to be counted, such as subscriptions, is a word here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A server of the checkout's feeds/."""

    name: str
    command: Callable[[Path, int], Sequence[str]]
    """A folder for itself, which holds a copy of the publication, and a port -> what runs it."""
    serves_files_alone: bool = True


def _publisher(folder: Path, port: int) -> Sequence[str]:
    config = str(folder / "publisher.toml")
    return [sys.executable, "-m", "publisher", "serve", "--quiet", "--config", config, "--port", str(port)]


def _whitenoise(folder: Path, port: int) -> Sequence[str]:
    program = (
        "import sys, waitress, whitenoise; folder, port = sys.argv[1:];"
        "app = whitenoise.WhiteNoise(lambda _, start: start('404 Not Found', []) or [], root=folder, index_file=True);"
        "waitress.serve(app, listen=f'127.0.0.1:{port}', threads=8, _quiet=True)"
    )
    return [sys.executable, "-c", program, str(folder / "feeds"), str(port)]


_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1; {user}
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000;
    types {{ application/xml xml; text/html html; application/json json; }}
    gzip_static on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/feeds; }}
}}
"""


def _nginx(folder: Path, port: int) -> Sequence[str]:
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, user=user))
    return ["nginx", "-e", str(folder / "nginx.log"), "-c", str(config)]


CONTESTANTS = (
    Contestant(name="publisher", command=_publisher, serves_files_alone=False),
    Contestant(name="WhiteNoise", command=_whitenoise),
    Contestant(name="nginx", command=_nginx),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A contestant that answers."""

    contestant: Contestant
    address: str
    pid: int

    @property
    def peak(self) -> str:
        """Megabytes that it has taken at most."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return f"{int(found[1]) / 1024:.0f}" if found else "?"


@contextmanager
def _running(contestant: Contestant, folder: Path) -> Iterator[Running]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shutil.copytree(_CHECKOUT / "feeds", folder / "feeds")
    shutil.copy(_CHECKOUT / "publisher.toml", folder)
    if contestant.serves_files_alone:
        for file in folder.glob("feeds/**/*.xml"):
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    process = subprocess.Popen(contestant.command(folder, port), cwd=_CHECKOUT, stderr=subprocess.DEVNULL)
    try:
        running = Running(contestant=contestant, address=f"http://127.0.0.1:{port}", pid=process.pid)
        _wait_for(running)
        yield running
    finally:
        process.terminate()
        process.wait()


def _wait_for(running: Running) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _etag(running, ASKS[0].path)
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _etag(running: Running, path: str) -> str:
    headers = {"Host": _HOST, "Accept-Encoding": "gzip"}
    asked = urllib.request.Request(running.address + path, headers=headers)  # noqa: S310  # loopback
    with urllib.request.urlopen(asked) as answer:  # noqa: S310  # loopback
        return str(answer.headers.get("ETag", ""))


def _rate(running: Running, ask: Ask, *, seconds: int, connections: int, folder: Path) -> float:
    """Answers a second; all of them have to be right."""
    path = ask.path.format(tags=_two_tags())
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", f"Host: {_HOST}", "-H", "Accept-Encoding: gzip"]
    if ask.is_held:
        command += ["-H", f"If-None-Match: {_etag(running, path)}"]
    if ask.script:
        script = folder / "ask.lua"
        script.write_text(ask.script)
        command += ["-s", str(script)]
    told = subprocess.run([*command, running.address + path], capture_output=True, text=True, check=True).stdout
    rate = _RATE.search(told)
    assert rate, told
    assert not _FAILED.search(told), told
    return float(rate[1])


def _two_tags() -> str:
    folders = sorted(folder.name for folder in (_CHECKOUT / "feeds/ko/tags").iterdir() if folder.is_dir())
    return ",".join([name for name in folders if name.isascii()][:2])


def _lines(rates: dict[tuple[str, str], list[float]], runnings: Sequence[Running]) -> Iterator[str]:
    names = [running.contestant.name for running in runnings]
    yield f"| answers a second | {' | '.join(names)} |"
    yield f"| --- |{' --: |' * len(names)}"
    for ask in ASKS:
        found = [rates.get((ask.name, name)) for name in names]
        yield f"| {ask.name} | {' | '.join(f'{median(one):,.0f}' if one else '' for one in found)} |"
    yield f"| peak MB | {' | '.join(running.peak for running in runnings)} |"


@click.command()
@click.option("--rounds", default=3, show_default=True, help="Turns that each takes.")
@click.option("--seconds", default=5, show_default=True, help="That a turn lasts.")
@click.option("--connections", default=16, show_default=True, help="Of clients that ask at the same time.")
def main(*, rounds: int, seconds: int, connections: int) -> None:
    """Count answers a second."""
    if missing := [program for program in ("wrk", "nginx") if not shutil.which(program)]:
        raise click.ClickException(
            f"{' and '.join(missing)}: not installed (on Debian: apt-get install wrk nginx-light)"
        )
    rates: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in CONTESTANTS]
        runnings = [
            stack.enter_context(_running(one, folder)) for one, folder in zip(CONTESTANTS, folders, strict=True)
        ]
        for _ in range(rounds):
            for ask in ASKS:
                for running, folder in zip(runnings, folders, strict=True):
                    if ask.is_of_files or not running.contestant.serves_files_alone:
                        rate = _rate(running, ask, seconds=seconds, connections=connections, folder=folder)
                        rates.setdefault((ask.name, running.contestant.name), []).append(rate)
        for line in _lines(rates, runnings):
            click.echo(line)


if __name__ == "__main__":
    main()
