"""The issues that this program makes have no findings: its own, and every week of a real vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.config import Settings, read
from publisher.content.loader import load
from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.inspection import desk_of, inspect
from publisher.lint.issues import LookedAt, look_at_each, worth_looking_at
from publisher.lint.mail.mail import Mail
from publisher.newsletter.digest import digest
from publisher.week import Week
from tests.builders import a_library, a_note

ROOT = Path(__file__).parents[3]
VAULT = ROOT.parent / "shared" / "input" / "vault"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SPOILT = """{% extends "shipped/newsletter/issue.html" %}
{% block footer %}<p style="color: #aaa; float: left">Faint <a href="#top">Up</a></p>{{ super() }}{% endblock %}
"""


def settings(content: Path | None = None) -> Settings:
    return read(ROOT / "publisher.toml", content=content)


def looked_at(chosen: Settings, notes: Iterable[Note]) -> tuple[LookedAt, ...]:
    """Every issue of notes that were each published on their own date."""
    library = a_library(*notes, site=chosen.site)
    desk = desk_of(library, chosen, articles(library, chosen.site))
    return tuple(look_at_each(worth_looking_at(desk, NOW, every=True), desk))


def vault() -> tuple[Settings, tuple[Note, ...]]:
    if not VAULT.is_dir():
        pytest.skip("../shared is absent")
    chosen = settings(VAULT)
    loaded = load(VAULT, languages=chosen.site.codes, zone=chosen.site.time_zone, rules=chosen.load)
    return chosen, loaded.notes


def test_every_issue_of_this_repository_is_well() -> None:
    seen = inspect(settings(), now=NOW, every_issue=True)

    assert len(seen.mails) >= 6
    assert [problem for problem in seen.problems if problem.code] == []


def test_every_week_of_the_vault_is_well() -> None:
    seen = looked_at(*vault())

    assert len(seen) >= 20
    assert {one.name.rpartition(".")[2] for one in seen} >= {"en", "ko"}
    assert [str(problem) for one in seen for problem in one.problems] == []


def test_in_no_week_of_the_vault_a_fault_is_overlooked(tmp_path: Path) -> None:
    chosen, notes = vault()
    (tmp_path / "newsletter").mkdir()
    (tmp_path / "newsletter/issue.html").write_text(SPOILT)

    seen = looked_at(replace(chosen, paths=replace(chosen.paths, templates=tmp_path)), notes)

    found = [{problem.code for problem in one.problems} for one in seen]
    expected = {"mail/anchor", "mail/anchor-dead", "mail/contrast", "mail/css-layout"}
    assert [codes & expected for codes in found] == [expected] * len(seen)


def test_what_is_looked_at_is_the_whole_mail() -> None:
    """Nothing is well only because it was not read."""
    chosen = settings()
    library = a_library(a_note(), site=chosen.site)
    desk = desk_of(library, chosen, articles(library, chosen.site))
    (proof,) = digest(
        library,
        Week(2024, 50),
        site=desk.site,
        newsletter=desk.newsletter,
        articles=desk.articles,
        environment=desk.environment,
        languages=["ko"],
    )

    mail = Mail(source=proof.files[-1].content)

    assert "2024" in mail.subject
    assert "바이트 단위 모델입니다." in mail.html
    assert "바이트 단위 모델입니다." in mail.text
    assert len(list(mail.of("a"))) > 5
    assert mail.styles
    assert {"from", "date", "message-id", "list-id"} <= {field.name for field in mail.fields}
