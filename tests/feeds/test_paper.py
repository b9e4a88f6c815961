"""Papers as reference managers know them."""

from __future__ import annotations

import re

import feedparser
import pytest
from lxml import etree

from publisher.feeds.atom import ATOM
from publisher.feeds.format import Format
from publisher.feeds.paper import Identifiers, identifiers
from publisher.feeds.rss import RSS
from tests.builders import a_library, a_note
from tests.feeds.builders import a_shelf, contents

DC = "{http://purl.org/dc/elements/1.1/}"
_DOI = re.compile(r"10\.\d{4,9}/\S*[^\s.,]")

both = pytest.mark.parametrize("feed_format", [ATOM, RSS], ids=lambda feed_format: feed_format.name)


def as_zotero_reads(content: bytes) -> list[dict[str, object]]:
    """What Zotero's reader of feeds takes from each entry: of fields that repeat the last, of links the first.

    Fields of a vocabulary that it does not know go by their name alone.
    """
    entries = etree.fromstring(content).iterfind(".//{*}entry")
    return [_item(entry) for entry in (*entries, *etree.fromstring(content).iterfind("channel/item"))]


def _item(entry: etree._Element) -> dict[str, object]:
    fields = {etree.QName(child).localname: child.text or "" for child in entry}
    names = [*entry.iterfind("{*}author/{*}name"), *entry.iterfind(f"{DC}creator")]
    links = [link.get("href") for link in entry.iterfind("{*}link") if link.get("rel") == "alternate"]
    doi = _DOI.search(fields.get("identifier", ""))
    return {
        "title": fields["title"],
        "creators": [name.text for name in names],
        "url": fields.get("link") or (links[0] if links else None),
        "date": fields.get("publicationDate"),
        "publicationTitle": fields.get("publicationName"),
        "DOI": doi[0] if doi else None,
    }


@both
def test_a_paper_is_imported_with_its_authors_and_its_identifier(feed_format: Format) -> None:
    content = contents(a_library())[f"ko/tags/tokenizer/{feed_format.file_name}"]

    (item,) = as_zotero_reads(content)

    assert item | {"url": ""} == {
        "title": "Byte Models: A Study",
        "creators": ["Ada Lovelace", "Alan Turing"],
        "url": "",
        "date": "2024-12",
        "publicationTitle": "arXiv",
        "DOI": "10.48550/arXiv.2412.00001",
    }


@both
def test_a_page_that_is_no_paper_has_no_identifiers(feed_format: Format) -> None:
    library = a_shelf(a_note(addresses=("https://blog.example/2412.00001",)), a_note(addresses=()))

    content = contents(library)[f"ko/{feed_format.file_name}"]

    assert b"dc:identifier" not in content
    assert b"prism" not in content


@both
def test_the_identifiers_are_read_by_a_program_that_did_not_write_them(feed_format: Format) -> None:
    library = a_library(a_note(addresses=("https://dx.doi.org/10.1145/3292500.3330701",)))

    (entry,) = feedparser.parse(contents(library)[f"ko/{feed_format.file_name}"]).entries

    assert entry.dc_identifier == "doi:10.1145/3292500.3330701"
    assert entry.prism_doi == "10.1145/3292500.3330701"
    assert entry.link == "https://notes.example/ko/2024/12/13/#2024-12-13-note-0"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://arxiv.org/abs/2412.00001v3", ("2412.00001", "10.48550/arXiv.2412.00001", "2024-12")),
        ("https://arxiv.org/pdf/0704.0001.pdf", ("0704.0001", "10.48550/arXiv.0704.0001", "2007-04")),
        ("https://arxiv.org/abs/hep-th/9901001", ("hep-th/9901001", "10.48550/arXiv.hep-th/9901001", "1999-01")),
        ("https://arxiv.org/abs/math/0601001", ("math/0601001", "10.48550/arXiv.math/0601001", "2006-01")),
        ("https://arxiv.org/abs/2499.00001", ("2499.00001", "10.48550/arXiv.2499.00001", "")),
        ("https://huggingface.co/papers/2412.00001", ("2412.00001", "10.48550/arXiv.2412.00001", "2024-12")),
        ("https://doi.org/10.1145/3292500.3330701", ("", "10.1145/3292500.3330701", "")),
        ("https://doi.org/10.1000/a%28b%29?utm_source=x", ("", "10.1000/a(b)", "")),
        ("https://openreview.net/forum?id=rJl0r3R9KX", ("", "", "")),
        ("https://example.org/10.1145/3292500", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_an_address_tells_what_the_paper_is_known_by(address: str, found: tuple[str, str, str]) -> None:
    paper = identifiers(address)

    assert (paper.arxiv, paper.doi, paper.month) == found
    assert (paper == Identifiers()) == (found == ("", "", ""))
