"""Which images of an entry a feed announces."""

from __future__ import annotations

import pytest

from publisher.content.rendering.picture import Shown
from publisher.feeds.image import Image, images


def test_images_are_found_in_their_order_each_once() -> None:
    html = '<p><img src="https://a.example/b.png" alt="x"/> <img src="http://a.example/c"/></p><img src="https://a.example/b.png"/>'

    assert images(html) == (
        Image(address="https://a.example/b.png", media_type="image/png"),
        Image(address="http://a.example/c"),
    )


def test_of_a_picture_of_the_site_all_is_known() -> None:
    address = "https://n.example/images/a.jpg"
    own = Shown(path="images/a.jpg", address=address, media_type="image/jpeg", length=9, width=1, height=1)

    found = images(f'<img src="https://a.example/b.png"/><img src="{address}" alt=""/>', [own])

    assert found == (
        Image(address="https://a.example/b.png", media_type="image/png"),
        Image(address=address, media_type="image/jpeg", length=9),
    )


@pytest.mark.parametrize(
    "html", ["<p>no image</p>", '<p>&lt;img src="https://a.example/b.png"</p>', '<img src="/b.png"/>', ""]
)
def test_nothing_else_is_an_image(html: str) -> None:
    assert images(html) == ()


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("https://a.example/B.JPEG?size=1#x", "image/jpeg"),
        ("https://a.example/b.svg", "image/svg+xml"),
        ("https://a.example/b.png/view", ""),
        ("https://a.example/?f=b.png", ""),
        ("https://[a.example/b.png", ""),
    ],
)
def test_the_ending_tells_the_media_type(address: str, media_type: str) -> None:
    (image,) = images(f'<img src="{address}"/>')

    assert (image.address, image.media_type) == (address, media_type)


def test_an_address_is_told_without_the_escapes_of_html() -> None:
    assert images('<img src="https://a.example/?a=1&amp;b=2"/>')[0].address == "https://a.example/?a=1&b=2"
