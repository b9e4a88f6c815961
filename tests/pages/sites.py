"""Whole sites to look at: this repository's own, and one that is hard to show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from publisher import theme
from publisher.config import read
from publisher.content.library import Library
from publisher.content.rendering.article import articles
from publisher.content.tags import TagRules
from publisher.feeds.formats import FORMATS
from publisher.pages import pages
from publisher.pipeline import check
from publisher.site import Site
from tests.builders import a_library, a_note, a_site, all_past, an_edition
from tests.pages.builders import notes_on

ROOT = Path(__file__).parents[2]
LATER = datetime(2026, 11, 24, tzinfo=UTC)

_LONG = "Supercalifragilistic" * 12
_RICH = f"""
*강조*와 **더 큰 강조**, `code`, ~~잘못~~, [a link](https://paper.example/), $x^2$ 그리고 {_LONG}.

## A heading

> A quotation, *with emphasis*, and in it

1. a list
    - in a list

| {" | ".join("column" for _ in range(12))} |
|{"|".join("---" for _ in range(12))}|
| {" | ".join("a cell" for _ in range(12))} |

```
{"a line of code that is too long for any page " * 5}
```

---
"""


def own_site() -> dict[str, bytes]:
    """The site that this repository builds of its own content."""
    settings = read(ROOT / "publisher.toml")
    library = check(settings, now=LATER).library
    assert library
    return _built(library, settings.site)


def hard_site() -> dict[str, bytes]:
    """Whatever Markdown can hold, names that mean harm, words without end, hundreds of tags and days."""
    rich = a_note(
        date=date(2024, 12, 14),
        editions=tuple(an_edition(code, title=title, abstract=_LONG, commentary=_RICH)
                       for code, title in (("ko", "<script>alert(1)</script> 그리고 \"'&"), ("en", _LONG))),
        authors=tuple(f"{_LONG} {number}" for number in range(30)),
        addresses=(f"https://example.org/{_LONG}",),
        tags=(_LONG, "강화학습" * 30, "<b>", "../../x", "C++", "#", *(f"tag-{number}" for number in range(300))),
    )  # fmt: skip
    plain = a_note(date=date(2024, 12, 14), editions=(an_edition("ko", abstract="", abstract_language=""),), authors=())
    days = [date(2024, 12, 13) - timedelta(days=number // 4) for number in range(400)]
    return _built(a_library(rich, *[plain] * 4, *notes_on(days)), a_site())


def _built(library: Library, site: Site) -> dict[str, bytes]:
    made = pages(
        library,
        all_past(library, site),
        site=site,
        rules=TagRules(),
        articles=articles(library, site),
        formats=FORMATS,
        environment=theme.environment(),
    )
    return {file.path: file.content for file in made}
