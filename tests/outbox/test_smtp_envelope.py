"""Dots at the beginning of lines are doubled, however many other dots there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.outbox.transports.smtp.envelope import END, on_the_wire

_MESSAGES = st.lists(st.sampled_from([b".", b"..", b"a", b"a.b", b"\r\n", b"\n", b"\n.", b"." * 300, b"x." * 300]))


def _doubled(message: bytes) -> bytes:
    """RFC 5321, section 4.5.2, line by line."""
    lines = message.split(b"\n")
    return b"\n".join(b"." + line if line.startswith(b".") else line for line in lines)


@given(parts=_MESSAGES)
def test_every_line_that_begins_with_a_dot_has_one_more(parts: list[bytes]) -> None:
    message = b"".join(parts)

    sent = on_the_wire(message)

    assert sent == _doubled(message) + (b"" if message.endswith(b"\r\n") else b"\r\n") + END


@pytest.mark.parametrize("before", [0, 199, 200, 201, 1000])
def test_a_dot_is_found_behind_any_number_of_others(before: int) -> None:
    message = b"a." * before + b"\r\n.\r\n"

    assert on_the_wire(message) == b"a." * before + b"\r\n..\r\n" + END
