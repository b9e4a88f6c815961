"""What is written: it comes back the same, and no spreadsheet runs it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from publisher.audience.roster import Roster
from publisher.store.address import StoreAddress
from publisher.store.opening import open_store
from tests.audience.builders import PAGE, a_confirmed, a_wish, an_email, reasons
from tests.audience.exchanging import Files
from tests.builders import NOW, a_chance


def a_mixed_audience(roster: Roster) -> None:
    """One of each state, written in ways that spreadsheets stumble over."""
    a_confirmed(roster, "+ada@example.org", "en/llm ko")
    a_confirmed(roster, "'=bob@example.org", 'en/=cmd|"x"')
    for name in ("left", "bounced", "complained", "forgotten"):
        a_confirmed(roster, f"{name}@example.org")
    roster.remove(an_email("left@example.org"), place=PAGE, now=NOW + timedelta(seconds=1.5))
    roster.bounce(an_email("bounced@example.org"), place=PAGE, now=NOW)
    roster.complain(an_email("complained@example.org"), place=PAGE, now=NOW)
    roster.forget(an_email("forgotten@example.org"), now=NOW)
    roster.ask(an_email("Asked@example.org"), a_wish(), place=PAGE, now=NOW)


def test_what_is_exported_imports_to_the_same(files: Files, tmp_path: Path) -> None:
    a_mixed_audience(files.roster)
    exported = files.give()
    with open_store(StoreAddress(file=tmp_path / "other.db"), chance=a_chance(3)) as other:
        elsewhere = Files(tmp_path, other)

        imported = elsewhere.take(exported, rules={"consent": ""}, now=NOW + timedelta(days=1))

        assert imported.problems == []
        assert elsewhere.give() == exported
        assert sorted(reasons(other)) == ["bounced", "complained", "left"]


def test_an_export_imported_where_it_came_from_changes_nothing(files: Files) -> None:
    a_mixed_audience(files.roster)
    exported = files.give()

    imported = files.take(exported)

    assert imported.problems == []
    assert files.give() == exported


def test_no_cell_is_run_as_a_formula(files: Files) -> None:
    a_mixed_audience(files.roster)

    cells = [cell for line in files.give().splitlines() for cell in line.split(",")]

    assert "'+ada@example.org" in cells
    assert "''=bob@example.org" in cells
    assert [cell for cell in cells if cell.strip('"').startswith(("=", "+", "-", "@"))] == []
