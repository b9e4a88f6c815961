"""The issues that this program makes have no findings: its own, and every week of a real vault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher import theme
from publisher.config import Settings, read
from publisher.content.loader import load
from publisher.content.note import Note
from publisher.content.rendering.article import articles
from publisher.errors import Severity
from publisher.inspection import desk_of, inspect
from publisher.lint.issues import LookedAt, look_at_each, worth_looking_at
from publisher.lint.mail.mail import Mail
from publisher.lint.mail.rules import lint
from publisher.newsletter import Addressee
from publisher.newsletter.digest import digest
from publisher.newsletter.issue import compose
from publisher.newsletter.letter import letter
from publisher.newsletter.render import cut
from publisher.week import Week
from tests.builders import a_library, a_note, an_edition

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


def test_letters_to_readers_are_well_too() -> None:
    """With an address and links of their own, and with the notes of one tag alone."""
    chosen = settings()
    library = a_library(*(a_note(tags=("llm", "moe")[:number], line=number) for number in (1, 2)), site=chosen.site)
    issue = compose(library, Week(2024, 50), language="ko")
    assert issue is not None
    pieces = cut(
        issue,
        site=chosen.site,
        newsletter=chosen.newsletter,
        articles=articles(library, chosen.site),
        environment=theme.environment(),
    )
    reader = Addressee(
        email="ada@readers.example",
        name="에이다",
        unsubscribe="https://notes.example/leave/3f7a",
        choose="https://notes.example/choose/3f7a",
    )

    letters = [letter(pieces, choice, reader, key=b"secret") for choice in ((), ("moe",))]

    assert [lint(one) for one in letters if one] == [(), ()]


def test_what_is_left_to_the_web_is_told() -> None:
    commentary = "Bytes are enough for a model of language. " * 150
    notes = [a_note(line=number, editions=(an_edition("en", commentary=commentary),)) for number in range(1, 21)]

    (seen,) = looked_at(settings(), notes)

    (problem,) = [one for one in seen.problems if one.code]
    left_out = re.fullmatch(r"(\d+) notes are on the web alone: the mail is full at 9[\d.]+ KB", problem.message)
    assert (problem.code, problem.severity) == ("mail/left-out", Severity.NOTICE)
    assert problem.file.endswith("newsletters/2024-W50.en.html")
    assert left_out
    assert 0 < int(left_out[1]) < 20


def test_a_note_that_no_mail_holds_is_a_mistake() -> None:
    commentary = "Bytes are enough for a model of language. " * 3000

    (seen,) = looked_at(settings(), [a_note(editions=(an_edition("en", commentary=commentary),))])

    assert [(one.code, one.severity) for one in seen.problems] == [("mail/clipped", Severity.MISTAKE)]


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
