"""Two programs are compared only where they wrote the same feeds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest

from bench.agreement import DisagreementError, compare

FIRST, SECOND = ("First", "https://arxiv.org/abs/1"), ("Second", "https://arxiv.org/abs/2")
TEXT = "<p>A text of ten words that all feeds have to hold.</p>"


def a_folder(
    folder: Path, entries: Sequence[tuple[str, str]], *, channel: str = "ko", text: str = TEXT, author: str = "Ada"
) -> Path:
    place = folder / channel
    place.mkdir(parents=True)
    body = "".join(
        f"<entry><id>{address}</id><title>{title}</title><updated>2024-12-13T00:00:00Z</updated>"
        f"<published>2024-12-13T00:00:00Z</published><author><name>{author}</name></author>"
        f'<category term="llm"/><summary>A text.</summary><content type="html">{escape(text)}</content>'
        f'<link href="https://notes.example/"/><link href="{address}" rel="related"/></entry>'
        for title, address in entries
    )
    (place / "atom.xml").write_text(f'<feed xmlns="http://www.w3.org/2005/Atom">{body}</feed>', "utf-8")
    return folder


def test_the_same_feeds_agree_whatever_their_markup(tmp_path: Path) -> None:
    ours = a_folder(tmp_path / "ours", [FIRST, SECOND])
    theirs = a_folder(
        tmp_path / "theirs", [FIRST, SECOND], text=f'<div lang="en">{TEXT.replace("ten", "<b>ten</b>")}</div>'
    )

    found = compare(ours, theirs)

    assert (found.channels, found.entries, found.compared, found.least_alike) == (1, 2, 2, 1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"entries": [SECOND, FIRST]}, "different entries"),
        ({"entries": [FIRST]}, "different entries"),
        ({"channel": "en"}, "2 channels are only in one"),
        ({"author": "Grace"}, "differ in authors"),
        ({"text": "<p>Something else.</p>"}, "differ in the text"),
    ],
)
def test_what_differs_is_told(fields: dict[str, object], told: str, tmp_path: Path) -> None:
    ours = a_folder(tmp_path / "ours", [FIRST, SECOND])
    theirs = a_folder(tmp_path / "theirs", **{"entries": [FIRST, SECOND], **fields})  # type: ignore[arg-type]  # each is of its parameter's type

    with pytest.raises(DisagreementError, match=told):
        compare(ours, theirs)
