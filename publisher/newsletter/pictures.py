"""Clean HTML -> the same with a link in place of each picture: opening a mail then tells nobody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def linked(markup: str) -> str:
    """Turn pictures, as `markup.to_html` makes them, into links that say what the pictures show."""
    if "<img" not in markup:
        return markup
    from lxml import etree

    parser = etree.XMLParser(huge_tree=True)
    page = etree.fromstring(f"<div>{markup}</div>", parser)
    for picture in page.iter("img"):
        _link(picture)
    whole: str = etree.tostring(page, encoding="unicode", method="xml")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _link(picture: _Element) -> None:
    address = picture.get("src", "")
    words = picture.get("alt") or address
    inside = any(ancestor.tag == "a" for ancestor in picture.iterancestors())
    picture.tag = "span" if inside else "a"
    picture.attrib.clear()
    if not inside:
        picture.set("href", address)
    picture.text = words
