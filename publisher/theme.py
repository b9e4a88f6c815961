"""Where templates are found: the site's own file first, then the one that ships with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def shipped() -> Path:
    """The folder of templates: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def environment(own: Path | None = None) -> Environment:
    """A Jinja environment; `own` is a site's folder of templates that override ours by name."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    folders = [own, shipped()] if own else [shipped()]
    return Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "xml"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
