"""All that the views of people need, made once; and what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Request, Response, abort, redirect

from publisher.audience.choice import Choice, followed
from publisher.audience.roster import Roster
from publisher.audience.subscriber import Place
from publisher.notices.wish import Chosen, chosen
from publisher.site import Language, Site
from publisher.web.answer import NOWHERE, page
from publisher.web.means import Means
from publisher.web.people.catalogue import Catalogue
from publisher.web.people.origin import is_foreign

SEE_OTHER, GONE, UNPROCESSABLE, TOO_MANY = 303, 410, 422, 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a view asks for."""

    means: Means

    @property
    def site(self) -> Site:
        return self.means.settings.site

    @property
    def roster(self) -> Roster:
        return self.means.roster

    @property
    def codes(self) -> str:
        """The languages, as a rule of addresses names them."""
        return ",".join(f"'{code}'" for code in self.site.codes)

    def now(self) -> datetime:
        return self.means.clock()

    def catalogue(self) -> Catalogue:
        return self.means.catalogues()

    def address(self, path: str) -> str:
        """Where a page is, from the host's root."""
        return f"{self.means.base}/{path}"

    def place(self, path: str, request: Request) -> Place:
        """Where something happens: the page, without a token."""
        return Place(name=self.site.url(path), remote=request.remote_addr or "")

    def wished(self, choices: tuple[Choice, ...]) -> tuple[Chosen, ...]:
        """Choices as pages show them, by the names that tags have now."""
        return tuple(chosen(followed(choices, self.means.settings.tags), self.catalogue().labels))

    def page(
        self,
        name: str,
        language: Language,
        *,
        status: int = 200,
        translations: Mapping[str, str] | None = None,
        title: str = "",
        **values: object,
    ) -> Response:
        """A page whose title is a string of templates: `people_NAME`, if not another one."""
        words = language.strings(f"people_{title or name}")
        return page(
            self.means,
            f"people/{name}",
            title=words,
            language=language,
            status=status,
            translations=translations or NOWHERE,
            link=self.address,
            **values,
        )

    def unknown(self, language: Language) -> Response:
        """What every link gets that is none of ours, or whose person is forgotten: nobody learns which."""
        return self.page("unknown", language, status=404)

    def elsewhere(self, path: str) -> Response:
        """Lead a browser on, by GET."""
        answer = redirect(self.address(path), SEE_OTHER)
        answer.headers["Cache-Control"] = "no-store"
        assert isinstance(answer, Response), "Flask redirects by its own responses"
        return answer

    def each(self, path: Callable[[str], str]) -> Mapping[str, str]:
        """The same page in each language."""
        return {code: path(code) for code in self.site.codes}


def refuse_foreign(request: Request) -> None:
    """End a request that another site's page sent."""
    if is_foreign(request):
        abort(403)
