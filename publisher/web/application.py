"""Settings, a store, a clock -> the WSGI application that answers readers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from wsgiref.types import WSGIApplication

from flask import Blueprint, Flask, request

from publisher import theme
from publisher.audience.roster import Roster
from publisher.config import Settings
from publisher.pages.page import Press
from publisher.store.opening import Chance
from publisher.store.store import Store
from publisher.web.access import Access, Write, shown
from publisher.web.assets import assets
from publisher.web.gate import Gate
from publisher.web.health import health
from publisher.web.hooks import hooks
from publisher.web.means import Clock, Means
from publisher.web.mixed.own import own_feeds
from publisher.web.mixed.union import unions
from publisher.web.people.catalogue import Catalogues, catalogues
from publisher.web.people.part import people
from publisher.web.proxies import Proxies
from publisher.web.refusals import refuse
from publisher.web.root import WebRoot
from publisher.web.security import security_headers
from publisher.web.static import Static

LARGEST_BODY = 64 * 1024
"""Bytes that a form may hold."""

Part = Callable[[Means], Blueprint]

PARTS: tuple[Part, ...] = (health, assets, unions, own_feeds, people, hooks)
"""What answers, beside the files of the web root; a new part is a function in a module of its own, and a word here."""


class _App(Flask):
    """Flask, which would write the whole path of a request that failed into its log, and with it somebody's token."""

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("%s %s failed", request.method, shown(request.environ["PATH_INFO"]), exc_info=exc_info)


def _unheard() -> None:
    """Nobody sends mails at once: whoever does so by the clock will."""


def application(
    settings: Settings,
    *,
    store: Store,
    clock: Clock,
    chance: Chance,
    owed: Callable[[], None] = _unheard,
    offered: Catalogues | None = None,
    hosts: Collection[str] = (),
    log: Write | None = None,
) -> Flask:
    """Make the application.

    `owed` is called when the store owes a mail; `offered` is what there is to choose, where that was read before;
    `hosts` are names that the site may be asked for by, beside those of the settings; `log` takes a line for each
    answer.
    """
    environment = theme.environment(settings.paths.templates)
    means = Means(
        settings=settings,
        store=store,
        roster=Roster(
            store=store,
            chance=chance,
            remotes=settings.remotes,
            limits=settings.limits,
            says_goodbye=settings.says_goodbye,
        ),
        clock=clock,
        chance=chance,
        owed=owed,
        catalogues=offered or catalogues(settings, clock),
        environment=environment,
        press=Press.of(settings.site, environment, settings.formats),
        root=WebRoot(settings.paths.output),
    )
    app = _App("publisher.web", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.url_map.merge_slashes = False  # two slashes are a mistake, and no way to somewhere else
    for part in PARTS:
        app.register_blueprint(part(means))
    refuse(app, means)
    app.wsgi_app = _fronted(app.wsgi_app, means, hosts=hosts, log=log)  # type: ignore[assignment, method-assign]  # Flask's own way
    return app


def _fronted(inside: WSGIApplication, means: Means, *, hosts: Collection[str], log: Write | None) -> WSGIApplication:
    """What a request passes before Flask sees it, the last first."""
    web, site = means.settings.web, means.settings.site
    static = Static(inside, means.root)
    gate = Gate(static, base=means.base, hosts=(*web.hosts, *hosts), headers=security_headers(site))
    proxies = Proxies(gate, web.proxies)
    return Access(proxies, log) if log else proxies
