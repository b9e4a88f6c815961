"""The ledger: issues as they were frozen, the notes that each brought, who sends, and a row for every letter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_DEFERRED = sa.text("state = 'deferred'")

_TRIGGERS = {
    "sqlite": (
        """
        CREATE TRIGGER letters_kept_from_insert BEFORE INSERT ON letters
        WHEN (SELECT selected FROM issues WHERE id = NEW.issue_id) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'letters are planned once, and kept'); END
        """,
        """
        CREATE TRIGGER letters_kept_from_delete BEFORE DELETE ON letters
        BEGIN SELECT RAISE(ABORT, 'letters are planned once, and kept'); END
        """,
        """
        CREATE TRIGGER letters_kept_from_update BEFORE UPDATE OF issue_id, subscriber_id ON letters
        BEGIN SELECT RAISE(ABORT, 'letters are planned once, and kept'); END
        """,
        """
        CREATE TRIGGER issues_counted_once BEFORE UPDATE OF selected ON issues
        WHEN OLD.selected IS NOT NULL
          OR NEW.selected IS NOT (SELECT count(*) FROM letters WHERE issue_id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'an issue is counted once, by its letters'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse_more_letters() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF EXISTS (SELECT FROM issues WHERE selected IS NOT NULL AND id IN (SELECT issue_id FROM added)) THEN
            RAISE EXCEPTION 'letters are planned once, and kept';
          END IF;
          RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION refuse_other_letters() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'letters are planned once, and kept'; END $$
        """,
        """
        CREATE FUNCTION refuse_other_counts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF OLD.selected IS NOT NULL
            OR NEW.selected IS DISTINCT FROM (SELECT count(*) FROM letters WHERE issue_id = NEW.id) THEN
            RAISE EXCEPTION 'an issue is counted once, by its letters';
          END IF;
          RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER letters_kept_from_insert AFTER INSERT ON letters REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_more_letters()
        """,
        """
        CREATE TRIGGER letters_kept_from_delete BEFORE DELETE ON letters
        FOR EACH ROW EXECUTE FUNCTION refuse_other_letters()
        """,
        """
        CREATE TRIGGER letters_kept_from_update BEFORE UPDATE OF issue_id, subscriber_id ON letters
        FOR EACH ROW EXECUTE FUNCTION refuse_other_letters()
        """,
        """
        CREATE TRIGGER issues_counted_once BEFORE UPDATE OF selected ON issues
        FOR EACH ROW EXECUTE FUNCTION refuse_other_counts()
        """,
    ),
}


def upgrade() -> None:
    _create_issues()
    _create_issue_entries()
    _create_couriers()
    _create_letters()
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _create_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", _NUMBER, sa.Identity()),
        sa.Column("week", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("planned", _MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("selected", sa.Integer),
        sa.Column("finished", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="issues_key"),
        sa.UniqueConstraint("week", "language", name="issues_week_language_once"),
        sqlite_autoincrement=True,
    )


def _create_issue_entries() -> None:
    op.create_table(
        "issue_entries",
        sa.Column("entry_id", sa.Text, nullable=False),
        _reference("issue_entries", "issue_id", "issues"),
        sa.PrimaryKeyConstraint("entry_id", name="issue_entries_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("issue_entries_by_issue_id", "issue_entries", ["issue_id"])


def _create_couriers() -> None:
    op.create_table(
        "couriers",
        sa.Column("id", _NUMBER, sa.Identity()),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("is_alone", sa.Boolean, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="couriers_key"),
        sqlite_autoincrement=True,
    )


def _create_letters() -> None:
    op.create_table(
        "letters",
        _reference("letters", "issue_id", "issues"),
        _reference("letters", "subscriber_id", "subscribers"),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.Column("courier_id", _NUMBER, sa.ForeignKey("couriers.id", name="letters_courier_id_exists")),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due", _MOMENT),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("issue_id", "subscriber_id", name="letters_key"),
        sa.CheckConstraint(
            "state IN"
            " ('planned', 'claimed', 'sending', 'deferred', 'sent', 'doubt', 'failed', 'suppressed', 'skipped')",
            name="letters_state_known",
        ),
        sa.CheckConstraint(
            "CASE WHEN state IN ('claimed', 'sending', 'doubt') THEN courier_id IS NOT NULL"
            " WHEN state IN ('planned', 'deferred', 'skipped') THEN courier_id IS NULL ELSE TRUE END",
            name="letters_in_hand_has_courier",
        ),
        sa.CheckConstraint("(state = 'deferred') = (due IS NOT NULL)", name="letters_deferred_is_due"),
        sqlite_with_rowid=False,
    )
    op.create_index("letters_by_due", "letters", ["due"], sqlite_where=_DEFERRED, postgresql_where=_DEFERRED)


def _reference(table: str, column: str, target: str) -> sa.Column[int]:
    foreign = sa.ForeignKey(f"{target}.id", name=f"{table}_{column}_exists")
    return sa.Column(column, _NUMBER, foreign, nullable=False)
