"""What a hub's answers mean."""

from __future__ import annotations

import pytest

from publisher.websub.answer import TOLD, Verdict, judge, one_line


@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_hub_that_accepts_has_been_told(status: int) -> None:
    assert judge(status, {}, "thank you") == TOLD


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_passes_is_tried_again(status: int) -> None:
    assert judge(status, {}).verdict is Verdict.OWED


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 400, 401, 403, 404, 410, 418, 422])
def test_what_does_not_pass_is_not(status: int) -> None:
    assert judge(status, {}).verdict is Verdict.REFUSED


def test_the_reason_is_what_the_hub_says() -> None:
    assert judge(404, {}, "No such\n topic.").reason == 'answered 404 Not Found: "No such topic."'
    assert judge(599, {}).reason == "answered 599"


def test_a_hub_that_has_moved_says_where_without_its_secrets() -> None:
    reason = judge(301, {"Location": "https://me:secret@new.example/hub?key=secret"}).reason

    assert reason == "answered 301 Moved Permanently, to https://new.example/hub: name that address if it is right"


def test_a_hub_may_ask_for_time() -> None:
    assert judge(503, {"Retry-After": "30"}).wait == 30
    assert judge(503, {"Retry-After": "soon"}).wait == 0


def test_what_a_stranger_says_cannot_harm_a_terminal() -> None:
    assert one_line("a\x1b[31mred\r\nb\u202ec\x00") == "a [31mred b c"
    assert len(one_line("x" * 5000)) == 201
