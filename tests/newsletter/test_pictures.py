"""What stands in a mail where a note has a picture."""

from __future__ import annotations

import pytest

from publisher.content.rendering.markup import to_html
from publisher.newsletter.pictures import linked


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("No picture & <none>", "<p>No picture &amp; &lt;none&gt;</p>"),
        (
            "a ![A curve & more](https://a.example/a.png?x=1&y) b",
            '<p>a <a href="https://a.example/a.png?x=1&amp;y">A curve &amp; more</a> b</p>',
        ),
        ("![](https://a.example/a.png)", '<p><a href="https://a.example/a.png">https://a.example/a.png</a></p>'),
        (
            "[![A curve](https://a.example/a.png)](https://b.example/)",
            '<p><a href="https://b.example/"><span>A curve</span></a></p>',
        ),
        ("- one\n- ![x](https://a.example/a.png)<br>", None),
    ],
)
def test_a_picture_becomes_a_link_to_it(markdown: str, expected: str | None) -> None:
    made = linked(to_html(markdown))

    assert "<img" not in made
    assert expected is None or made == expected
