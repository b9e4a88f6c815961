"""How long a server asks to be left alone."""

from __future__ import annotations

import pytest

from publisher.http.retry_after import retry_after

DATE = "Tue, 24 Dec 2024 00:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"Retry-After": " 30 "}, 30),
        ({"Retry-After": "Tue, 24 Dec 2024 00:02:00 GMT", "Date": DATE}, 120),
        ({"Retry-After": "Mon, 23 Dec 2024 00:00:00 GMT", "Date": DATE}, 0),
        ({"Retry-After": "Tue, 24 Dec 2024 00:02:00 GMT"}, None),
        ({"Retry-After": "Tue, 24 Dec 2024 00:02:00 -0000", "Date": DATE}, None),
        ({"Retry-After": "Tue, 24 Dec 2024 00:02:00 +99999999999999", "Date": DATE}, None),
        ({"Retry-After": "-5", "Date": DATE}, None),
        ({"Retry-After": "soon", "Date": DATE}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "٣"}, None),
        ({"Retry-After": "9" * 400}, float("inf")),
        ({}, None),
    ],
)
def test_a_server_may_ask_for_time_by_its_own_clock(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
