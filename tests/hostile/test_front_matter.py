"""Hostile front matter and dates: a line that says what was expected where, and the rest is published."""

from __future__ import annotations

import pytest

from tests.hostile.conftest import Site, expect_sound

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{number}: &a{number} [{','.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 12)
)


@pytest.mark.parametrize(
    "line",
    [
        f"{BOMB}tags: *a11",
        f"tags: {'[' * 20_000}{']' * 20_000}",
        f"tags: {'{a: ' * 5_000}{'}' * 5_000}",
        "tags: &t [*t]",
        "tags: {a: 1}",
        "title: [1, 2]",
        "title: {a: b}",
        "title: !!python/object/apply:os.system ['true']",
        'title: "never closed',
        "\t a: b",
        "<<: *a",
        "%YAML 9.9",
        "date: 2024-13-01",
        "date: 2023-02-29",
        "date: 2024-02-30",
        "date: 0001-01-01",
        "date: 9999-12-31",
        "date: 9999-12-31T23:59:59-12:00",
        "date: 2024-12-14T25:00:00",
        "date: 2024-12-14T10:00:00+99:99",
        "date: .nan",
        "date: [2024-12-14]",
    ],
)
def test_a_mistake_is_named_and_the_rest_is_published(site: Site, line: str) -> None:
    date = "" if line.startswith("date") else "date: 2024-12-14\n"
    site.write("content/a.md", f"---\n{date}{line}\n---\n한국어 글입니다.\n")

    checked, built = site.run("check"), site.run("build")

    assert (checked.exit_code, built.exit_code) == (1, 0)
    assert "content/a.md:" in built.stderr
    assert "A good paper" in site.titles()
    expect_sound(site.files())


@pytest.mark.parametrize("number", ["1e999", "0x" + "f" * 5000, "9" * 6000])
def test_a_title_of_digits_is_read_or_told(site: Site, number: str) -> None:
    site.write("content/a.md", f"---\ntitle: {number}\ndate: 2024-12-14\n---\n한국어 글입니다.\n")

    assert site.run("build").exit_code == 0
    expect_sound(site.files())


@pytest.mark.parametrize("date", ["2024-13-01", "2024-02-30", "0000-01-01", "2024년 12월 32일", "December 32, 2024"])
def test_a_day_page_of_no_day_is_named(site: Site, date: str) -> None:
    site.write("content/a.txt", f"{date}\nA title\n(Bob)\nWe study.\n한국어 글입니다.\n")

    result = site.run("check")

    assert result.exit_code == 1
    assert f'content/a.txt:1: expected a date such as 2024-12-13 or 2024년 12월 13일, got "{date}"' in result.stderr


def test_a_leap_day_is_a_day(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: Leap\ndate: 2024-02-29\n---\n한국어 글입니다.\n")

    site.run("build", "--strict")

    assert "Leap" in site.titles()


def test_a_far_future_waits(site: Site) -> None:
    site.write("content/a.md", "---\ntitle: Far\ndate: 2999-01-01\n---\n한국어 글입니다.\n")

    result = site.run("build")

    assert "content/a.md:1: waits for 2999-01-01" in result.stderr
    assert "Far" not in site.titles()
