"""Every rule of `publisher check` -> docs/check.md: the table of its codes, written anew below its heading.

    python requirements/codes.py docs/check.md

A test holds the table to the rules.
"""

from __future__ import annotations

import sys
from pathlib import Path

from publisher.lint.explain import RULES

_HEADING = "## Codes\n"


def main(page: Path) -> None:
    """Replace what stands below the heading."""
    before, heading, _ = page.read_text("utf-8").partition(_HEADING)
    rows = (f"| `{rule.code}` | {rule.severity} | {_cell(rule.reason)} | {_cell(rule.advice)} |" for rule in RULES)
    table = "\n".join(("| code | | why it is told | what to do |", "| --- | --- | --- | --- |", *rows))
    page.write_text(f"{before}{heading}\n{table}\n", "utf-8")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
