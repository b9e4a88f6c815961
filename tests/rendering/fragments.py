"""An independent eye on rendered HTML: an XML parser, and what it finds."""

from __future__ import annotations

import re

from lxml import etree

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALLOWED = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "a", "img", "em", "strong"),
    *("del", "code", "sup", "sub", "table", "thead", "tbody", "tr", "th", "td"),
}


def parsed(html: str) -> etree._Element:
    """The tree of a fragment; XMLSyntaxError where it is not well-formed."""
    return etree.fromstring(f"<body>{html}</body>", etree.XMLParser(huge_tree=True))


def words(html: str) -> str:
    return " ".join("".join(map(str, parsed(html).itertext())).split())


def links(html: str) -> list[tuple[str, str]]:
    """Label and address of every link."""
    return [("".join(map(str, link.itertext())), link.get("href", "")) for link in parsed(html).iter("a")]
