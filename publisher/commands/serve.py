"""`publisher serve`: the built site, and the pages on which people subscribe, choose and leave."""

from __future__ import annotations

import secrets
from contextlib import nullcontext
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import click

from publisher.commands.running import config_option, errors, read_clock, read_settings

_NEEDED = ("flask", "waitress")


@click.command(
    epilog="Build first: what is served is what `publisher build` has written, as soon as it has.",
    short_help="Serve the site, and the pages to subscribe on.",
)
@config_option
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [default: 127.0.0.1, or web.host]")
@click.option("--port", type=click.IntRange(0, 65535), help="On which port.  [default: 8080, or web.port]")
@click.option("--worker", is_flag=True, help="Also send letters when they are due, as `publisher worker` does.")
@click.option("--quiet", is_flag=True, help="Print no line for each answer.")
def serve(*, config: Path, host: str | None, port: int | None, worker: bool, quiet: bool) -> None:
    """Serve the site, feeds of several tags at once, and the pages to subscribe on.

    \b
    Examples:
      publisher serve
      publisher serve --host 0.0.0.0 --port 80
      publisher serve --worker           one program for pages and letters
    """
    with errors():
        from publisher.errors import PublisherError

        if missing := [name for name in _NEEDED if not find_spec(name)]:
            raise PublisherError(f"`publisher serve` needs {missing[0]}: pip install 'publisher[web]'")

        from publisher.commands.opening import opened
        from publisher.commands.working import beside, work
        from publisher.outbox.ways import way_out
        from publisher.web.application import application
        from publisher.web.people.catalogue import catalogues
        from publisher.web.people.postman import postman
        from publisher.web.serving import Server, Serving

        settings = read_settings(config)
        serving = Serving(host=host or settings.web.host, port=settings.web.port if port is None else port)
        if not settings.paths.output.is_dir():
            click.echo(f"{settings.paths.output}: nothing is built yet: run `publisher build`", err=True)
        offered = catalogues(settings, read_clock)
        with opened(settings) as store, postman(settings, store, offered, read_clock) as owed:
            app = application(
                settings,
                store=store,
                clock=read_clock,
                chance=secrets.token_bytes,
                owed=owed,
                offered=offered,
                hosts=serving.own_names,
                log=None if quiet else partial(click.echo, err=True),
            )
            server = Server(app, serving)
            folder = urlsplit(settings.site.address).path.removeprefix("/")
            places = " ".join(f"{address}{folder}" for address in server.addresses)
            click.echo(f"{settings.site.address} is served at {places}", err=True)
            if settings.site.takes_subscribers:
                click.echo(f"Mails leave by {way_out(settings.mail).name}", err=True)
            with beside(partial(work, settings, store), server.end) if worker else nullcontext():
                server.run()
