"""The table of what mail programs drop: made from caniemail's, and right where that is known."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from publisher.lint.mail.support import BEARABLE, dropped

SCRIPT = Path(__file__).parents[3] / "requirements" / "caniemail.py"


def a_feature(slug: str, title: str, **outlook: str) -> dict[str, Any]:
    return {
        "slug": slug,
        "title": title,
        "stats": {"outlook": {"windows": outlook}, "gmail": {"ios": {"2020-01": "y"}}},
    }


def table_of(tmp_path: Path, *features: dict[str, Any]) -> Any:
    (tmp_path / "data").mkdir()
    described = {"version": "9.9.9", "license": "MIT"}
    tested = {"last_update_date": "2026-05-13 14:45:41 +0000", "data": features}
    (tmp_path / "package.json").write_text(json.dumps(described))
    (tmp_path / "data/caniemail.json").write_text(json.dumps(tested))
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path), str(tmp_path / "table.json")], check=True)
    return json.loads((tmp_path / "table.json").read_text())


def test_each_kind_of_feature_is_named_as_mails_write_it(tmp_path: Path) -> None:
    made = table_of(
        tmp_path,
        a_feature("css-float", "float", **{"2019": "n #1"}),
        a_feature("css-display-flex", "display:flex", **{"2019": "n"}),
        a_feature("css-flex-wrap", "flex-wrap: wrap", **{"2019": "n"}),
        a_feature("css-unit-calc", "CSS calc() function", **{"2019": "n"}),
        a_feature("css-unit-vh", "vh unit", **{"2019": "n"}),
        a_feature("css-at-font-face", "@font-face", **{"2019": "n"}),
        a_feature("css-at-media-hover", "@media (hover)", **{"2019": "n"}),
        a_feature("css-gap", "gap, column-gap, row-gap", **{"2019": "n"}),
        a_feature("css-max-height", "max-height property", **{"2019": "n"}),
        a_feature("css-pseudo-class-has", ":has()", **{"2019": "n"}),
        a_feature("html-svg", "Embedded <svg> image", **{"2019": "n"}),
        a_feature("html-lang", "lang attribute", **{"2019": "n"}),
    )

    assert made["source"] == "caniemail 9.9.9 (MIT), tests of https://www.caniemail.com as of 2026-05-13"
    assert [(kind, name) for kind, name, _ in made["dropped"]] == [
        ("at-rule", "@font-face"),
        ("element", "svg"),
        ("function", "calc"),
        ("property", "column-gap"),
        ("property", "float"),
        ("property", "gap"),
        ("property", "max-height"),
        ("property", "row-gap"),
        ("unit", "vh"),
        ("value", "display:flex"),
        ("value", "flex-wrap:wrap"),
    ]
    assert all(clients == ["Outlook for Windows"] for _, _, clients in made["dropped"])


def test_the_newest_tests_decide_and_partly_is_not_no(tmp_path: Path) -> None:
    made = table_of(
        tmp_path,
        a_feature("css-a", "a", **{"2007": "y", "2019": "n"}),
        a_feature("css-b", "b", **{"2019": "y", "2007": "n"}),
        a_feature("css-c", "c", **{"2019": "a #1"}),
        a_feature("css-d", "d", **{"2019": "u"}),
        a_feature("css-e", "e", **{"9.10": "y", "9.9": "n"}),
        a_feature("css-f", "f", **{"2019-02": "n", "16.80": "y"}),
    )

    assert [name for _, name, _ in made["dropped"]] == ["a"]


def test_the_table_that_ships_knows_what_everybody_knows() -> None:
    assert dropped()["property", "float"] == ("Outlook for Windows",)
    assert "Gmail" in dropped()["property", "position"]
    assert "Gmail" in dropped()["element", "svg"]
    assert ("property", "color") not in dropped()
    assert ("property", "padding") not in dropped()


def test_what_is_borne_is_dropped_by_somebody() -> None:
    assert {("property", name) for name in BEARABLE} <= dropped().keys()
