"""Markdown -> clean HTML that may stand in any page, feed or mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from publisher.content.rendering.fragment import finish
from publisher.content.rendering.picture import Depict, undepicted
from publisher.content.rendering.shelter import shelter, show
from publisher.content.rendering.wiki_link import Resolve, unresolved
from publisher.content.words.characters import printable

_TAGS = {"p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "a", "img"}
_TAGS |= {"em", "strong", "del", "code", "sup", "sub", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_DEEPEST = 20  # quotations within quotations
_QUOTED = re.compile(rf"^((?:[ \t]*>){{{_DEEPEST}}})[ \t>]+", re.MULTILINE)
_VOID = re.compile(r"<((?:br|hr|img)\b[^>]*)>")


def to_html(markdown: str, resolve: Resolve = unresolved, depict: Depict = undepicted) -> str:
    """Render Markdown, with its LaTeX and `[[wiki links]]`, as HTML that is also well-formed XML.

    Raw HTML is shown as text. Only absolute addresses stay: a feed is read far from where it was published.
    """
    source = _shallow(printable(markdown))
    sheltered = shelter(source, resolve, depict)
    parsed = _parser()(sheltered.markdown)
    if sheltered.markdown != source:
        parsed = show(parsed)
    finished = finish(parsed, sheltered.kept, depict)
    if "&#" in source:  # an entity may name what a feed must not hold
        finished = printable(finished)
    cleaned = _cleaner()(finished)
    cleaned = cleaned.replace("&nbsp;", "\N{NO-BREAK SPACE}").replace("<p></p>\n", "")
    return _VOID.sub(r"<\1/>", cleaned).strip()


def _shallow(source: str) -> str:
    """Cut what quotes more than a person can mean: a megabyte of `>` would become 27 of HTML."""
    return _QUOTED.sub(r"\1", source) if source.count(">") > _DEEPEST else source


@cache
def _parser() -> Callable[[str], str]:
    """The Markdown parser: CommonMark and GFM, with the emphasis rules that Korean needs."""
    import comrak

    extensions = comrak.ExtensionOptions()
    extensions.table = extensions.strikethrough = extensions.math_dollars = extensions.cjk_friendly_emphasis = True
    rendering = comrak.RenderOptions()
    rendering.escape = True
    parsing = comrak.ParseOptions()
    return lambda markdown: comrak.render_markdown(markdown, extensions, parsing, rendering)


@cache
def _cleaner() -> Callable[[str], str]:
    """The sanitiser: whatever comes in, nothing leaves that could run, style or load."""
    import nh3

    schemes = {"http", "https", "mailto"}
    cleaner = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=schemes, url_relative="deny", link_rel=None)
    return cleaner.clean
