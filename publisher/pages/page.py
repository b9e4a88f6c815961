"""A page and its template -> the file that a browser asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from publisher.content.channel import Channel
from publisher.feeds.format import Format
from publisher.feeds.opml import FILE_NAME as OPML_FILE
from publisher.feeds.opml import listed
from publisher.file import File, LateFile
from publisher.memory import Packing, key_of
from publisher.pages.asset import addresses, assets
from publisher.pages.link import Link, target
from publisher.pages.subscribe import feeds
from publisher.site import Language, Site, language_folder

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKING = Packing(bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, decided but not yet rendered."""

    template: str
    """Below templates/pages/, without its ending: `day`."""
    folder: str
    """Below feeds/; "" is the web root."""
    canonical: str
    """The folder that search engines are told of: its own, unless the page stands at an old address too."""
    language: Language
    title: str
    """Of the browser's window, without the site's."""
    description: str
    channels: tuple[Channel, ...]
    """Whose feeds a feed reader finds on this page."""
    translations: Mapping[str, str]
    """Language -> the folder of the same page in it, this one too; `x-default` -> that of a page for everyone."""
    view: object
    """What the template shows: a dataclass of the module that made the page, packed whole into the page's key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Renders pages of one site."""

    site: Site
    environment: Environment
    formats: Sequence[Format]
    """Those that every channel is written in."""
    assets: tuple[File, ...]
    """What pages load from the web root."""
    loaded: Mapping[str, str]
    """The name of each -> the address at which pages ask for it."""
    frame: bytes
    """A key of what is the same for all pages."""

    @classmethod
    def of(cls, site: Site, environment: Environment, formats: Sequence[Format], look: str = "") -> Press:
        """A press with the assets of the environment's theme, all of which `look` stands for."""
        files = tuple(assets(environment))
        return cls(
            site=site,
            environment=environment,
            formats=formats,
            assets=files,
            loaded=addresses(files),
            frame=key_of(repr(site), look, *(one.key for one in formats)),
        )

    def print(self, page: Page) -> LateFile:
        """A page's file, rendered when it is asked for: its key is of all that its template is given."""
        return LateFile(
            path=f"{page.folder}index.html",
            key=key_of("page", self.frame, _PACKING.pack(page)),
            make=partial(self._render, page),
        )

    def _render(self, page: Page) -> bytes:
        """Render a page; its links are relative, so that it reads the same from any address or disk."""
        html = self.environment.get_template(f"pages/{page.template}.html").render(
            page=page,
            view=page.view,
            site=self.site,
            language=page.language,
            strings=page.language.strings,
            direction=page.language.strings.locale.text_direction,
            root="../" * page.folder.count("/") or "./",
            loaded=self.loaded,
            opml=OPML_FILE if listed(self.formats) else "",
            canonical=self.site.url(page.canonical),
            announced=tuple(feeds(page.channels, self.site, self.formats)),
            alternates={code: self.site.url(folder) for code, folder in page.translations.items()},
            locales=tuple(_locales(page, self.site)),
            switches=tuple(_switches(page, self.site)),
        )
        return html.encode()


def fronts(site: Site) -> dict[str, str]:
    """Where each language begins, and the front page of them all: one another's translations."""
    return {code: language_folder(code) for code in site.codes} | {"x-default": ""}


def _locales(page: Page, site: Site) -> Iterator[str]:
    """The page's language as Open Graph writes it, then those of its translations."""
    others = (other for other in site.languages if other != page.language and other.code in page.translations)
    return filter(None, (language.strings.regional for language in (page.language, *others)))


def _switches(page: Page, site: Site) -> Iterator[Link]:
    """A link for each other language: to the same page where it exists, else to the language's own."""
    for language in site.languages:
        if language.code != page.language.code:
            folder = page.translations.get(language.code, language_folder(language.code))
            yield Link(
                label=language.strings.language_name(language.code), target=target(folder), language=language.code
            )
