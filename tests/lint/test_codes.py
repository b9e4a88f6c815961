"""Every code is documented, on the command line and on paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.errors import Severity
from publisher.lint.explain import RULES, in_words, rules_of
from tests.house.checkout import ROOT

PAGE = ROOT / "docs" / "check.md"


def test_the_table_on_paper_is_that_of_the_rules(tmp_path: Path) -> None:
    """Where this fails: python requirements/codes.py docs/check.md."""
    copy = tmp_path / "check.md"
    shutil.copy(PAGE, copy)

    script = [sys.executable, str(ROOT / "requirements/codes.py"), str(copy)]
    subprocess.run(script, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})

    assert copy.read_text("utf-8") == PAGE.read_text("utf-8")


def test_the_table_on_paper_has_a_row_for_each_code() -> None:
    rows = re.findall(r"^\| `(\S+)` \| (mistake|notice) \| \S.*\S \| \S.*\S \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert rows == [(rule.code, str(rule.severity)) for rule in RULES]


def test_no_code_is_used_twice() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_every_rule_says_why_and_what_to_do() -> None:
    for rule in RULES:
        assert re.fullmatch(r"(?:mail|note|web)/[a-z]+(-[a-z]+)*", rule.code)
        assert len(rule.reason) > 30
        assert not rule.reason.endswith(".")
        assert rule.advice.endswith(".")
        assert rule.severity in {Severity.MISTAKE, Severity.NOTICE}


def test_a_code_is_explained_on_narrow_lines() -> None:
    for rule in RULES:
        lines = list(in_words(rules_of(rule.code)))
        assert lines[0] == f"{rule.code} ({rule.severity})"
        assert max(map(len, lines)) <= 88
        assert rule.reason in " ".join(lines)


def test_a_code_that_is_like_no_other_is_answered_with_an_example() -> None:
    with pytest.raises(ValueError, match="expected a code such as mail/link-text"):
        rules_of("%")


def test_the_list_has_a_line_for_each() -> None:
    assert len(list(in_words(rules_of("")))) == len(RULES)
