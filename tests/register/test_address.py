"""An address has one key, however it is written."""

from __future__ import annotations

import pytest

from publisher.register.address import address_key


@pytest.mark.parametrize(
    "address",
    [
        "https://arxiv.org/abs/2412.08905",
        "http://arxiv.org/abs/2412.08905",
        "https://www.arxiv.org/abs/2412.08905/",
        "https://arxiv.org/abs/2412.08905v2",
        "https://arxiv.org/pdf/2412.08905",
        "https://arxiv.org/pdf/2412.08905v3.pdf",
        "https://arxiv.org/pdf/2412.08905.pdf?download=1",
        "https://arxiv.org/html/2412.08905v1#S2",
        "https://export.arxiv.org/abs/2412.08905",
        "https://ar5iv.labs.arxiv.org/html/2412.08905",
        "https://www.alphaxiv.org/abs/2412.08905",
        "https://huggingface.co/papers/2412.08905",
        "https://doi.org/10.48550/arXiv.2412.08905",
        "arXiv:2412.08905",
        "arxiv.org/abs/2412.08905",
    ],
)
def test_every_form_of_an_arxiv_address_is_one(address: str) -> None:
    assert address_key(address) == "arxiv:2412.08905"


@pytest.mark.parametrize("address", ["https://arxiv.org/abs/math.GT/0309136v1", "http://arxiv.org/pdf/math/0309136"])
def test_an_arxiv_address_from_before_2007_is_one_with_and_without_its_subject(address: str) -> None:
    assert address_key(address) == "arxiv:math/0309136"


@pytest.mark.parametrize(
    "address",
    ["https://doi.org/10.1145/3292500.333", "http://dx.doi.org/10.1145/3292500.333/", "doi:10.1145/3292500.333"],
)
def test_every_form_of_a_doi_is_one(address: str) -> None:
    assert address_key(address) == "doi:10.1145/3292500.333"


def test_a_doi_is_the_same_in_capitals() -> None:
    assert address_key("https://doi.org/10.1000/ABC") == address_key("https://doi.org/10.1000/abc")


@pytest.mark.parametrize(
    "address",
    [
        "https://openreview.net/forum?id=rJl0r3R9KX",
        "https://openreview.net/pdf?id=rJl0r3R9KX",
        "https://openreview.net/forum?noteId=zzz&id=rJl0r3R9KX&referrer=home",
    ],
)
def test_forum_and_pdf_of_openreview_are_one(address: str) -> None:
    assert address_key(address) == "openreview:rJl0r3R9KX"


def test_scheme_www_port_fragment_and_last_slash_tell_no_pages_apart() -> None:
    plain = address_key("https://example.org/a/Page?x=1")

    assert address_key("http://www.Example.org:80/a/Page/?x=1#part") == plain == "example.org/a/Page?x=1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://arxiv.org/abs/2412.08905", "https://arxiv.org/abs/2412.08906"),
        ("https://arxiv.org/abs/math/0309136", "https://arxiv.org/abs/cs/0309136"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://openreview.net/forum?id=aaa", "https://openreview.net/forum?id=aab"),
    ],
)
def test_different_papers_have_different_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_what_is_no_address_is_its_own_key() -> None:
    assert address_key(" http://[broken ") == "http://[broken"
