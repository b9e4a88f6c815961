"""Date lines and dated file names."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.words.dates import is_date_line, parse_date_line, split_file_name

THE_DAY = date(2024, 12, 13)


@pytest.mark.parametrize(
    "line",
    [
        "2024년 12월 13일",
        "2024년 12월 13일 금요일",
        "2024년 12월 13일 (금)",
        "2024년12월13일",
        "December 13, 2024",
        "Friday, December 13, 2024",
        "Dec 13 2024",
        "Dec. 13th, 2024",
        "13 December 2024",
        "13th December, 2024",
        "Fri 13 Dec 2024",
        "2024-12-13",
        "2024/12/13",
        "2024. 12. 13.",
        "2024.12.13",
        "2024. 12. 13. (금)",
        "# 2024-12-13",
        "  december 13, 2024  ",
    ],
)
def test_a_date_line_is_read_in_every_way_it_is_written(line: str) -> None:
    assert is_date_line(line)
    assert parse_date_line(line) == THE_DAY


@pytest.mark.parametrize(
    "line", ["", "Byte Models", "2024", "2024-12-13 was a Friday", "12/13/2024", "v2024.12.13", "1"]
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "line", ["2024년 13월 1일", "2024-02-30", "Foo 13, 2024", "0000-01-01", "9999-12-31", "13 Smarch 2024"]
)
def test_a_date_line_with_no_such_day_says_what_was_expected(line: str) -> None:
    assert is_date_line(line)

    with pytest.raises(ValueError, match="expected a date such as 2024-12-13") as error:
        parse_date_line(line)

    assert f'got "{line}"' in str(error.value)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("241213 Apollo", (THE_DAY, "Apollo")),
        ("241213  Apollo", (THE_DAY, "Apollo")),
        ("241213-apollo", (THE_DAY, "apollo")),
        ("241213_Apollo", (THE_DAY, "Apollo")),
        ("241213Apollo", (THE_DAY, "Apollo")),
        ("241213", (THE_DAY, "")),
        ("20241213 Apollo", (THE_DAY, "Apollo")),
        ("2024-12-13", (THE_DAY, "")),
        ("2024-12-13-apollo", (THE_DAY, "apollo")),
        ("2024.12.13 Apollo", (THE_DAY, "Apollo")),
        ("241231 2 OLMo 2 Furious", (date(2024, 12, 31), "2 OLMo 2 Furious")),
        ("691231 Old", (date(1969, 12, 31), "Old")),
        ("681231 New", (date(2068, 12, 31), "New")),
    ],
)
def test_a_file_name_begins_with_its_date(stem: str, expected: tuple[date, str]) -> None:
    assert split_file_name(stem) == expected


@pytest.mark.parametrize("stem", ["Apollo", "241332 Apollo", "2412 Apollo", "2412131 Apollo", "Apollo 241213", ""])
def test_a_file_name_without_a_date_is_all_name(stem: str) -> None:
    assert split_file_name(stem) == (None, stem)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for line in (day.isoformat(), f"{day.year}년 {day.month}월 {day.day}일", f"{day:%B} {day.day}, {day.year}"):
        assert parse_date_line(line) == day


@given(line=st.text())
def test_a_line_that_is_no_date_line_is_no_date(line: str) -> None:
    with contextlib.suppress(ValueError):
        parse_date_line(line)

        assert is_date_line(line)
