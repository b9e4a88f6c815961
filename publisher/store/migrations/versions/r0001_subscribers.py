"""Subscribers: their choices, what they asked for and what happened to them, and whom no mail may reach.

A script keeps the shape of its day: it imports no table of the program, which will have changed by then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)

_APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER suppressions_kept_from_{verb} BEFORE {verb} ON suppressions
        BEGIN SELECT RAISE(ABORT, 'suppressions are only ever added'); END
        """,
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION '% are only ever added', TG_TABLE_NAME; END $$
        """,
        """
        CREATE TRIGGER suppressions_kept_from_{verb} BEFORE {verb} ON suppressions
        FOR EACH ROW EXECUTE FUNCTION refuse_change()
        """,
    ),
}


def upgrade() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.Text),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="settings_key"),
    )
    _create_subscribers()
    _create_choices()
    _create_asks()
    _create_events()
    _create_suppressions()


def _create_subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", _NUMBER, sa.Identity()),
        sa.Column("public_id", sa.LargeBinary),
        sa.Column("email", sa.Text),
        sa.Column("email_key", sa.LargeBinary),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="subscribers_key"),
        sa.UniqueConstraint("public_id", name="subscribers_public_id_once"),
        sa.UniqueConstraint("email_key", name="subscribers_email_key_once"),
        sa.CheckConstraint(
            "state IN ('asked', 'confirmed', 'left', 'bounced', 'complained', 'forgotten')",
            name="subscribers_state_known",
        ),
        sa.CheckConstraint(
            "(state = 'forgotten') = (email IS NULL) AND (state = 'forgotten') = (email_key IS NULL)"
            " AND (state = 'forgotten') = (public_id IS NULL)",
            name="subscribers_forgotten_has_no_address",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("subscribers_by_state_id", "subscribers", ["state", "id"])


def _create_choices() -> None:
    op.create_table(
        "choices",
        _subscriber_id("choices"),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("subscriber_id", "language", "tag", name="choices_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("choices_by_language_tag_subscriber_id", "choices", ["language", "tag", "subscriber_id"])


def _create_asks() -> None:
    op.create_table(
        "asks",
        sa.Column("public_id", sa.LargeBinary, nullable=False),
        _subscriber_id("asks"),
        sa.Column("asked", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("choices", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("public_id", name="asks_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("asks_by_subscriber_id_asked", "asks", ["subscriber_id", "asked"])
    op.create_index("asks_by_expires", "asks", ["expires"])


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", _NUMBER, sa.Identity()),
        _subscriber_id("events"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("remote", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="events_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("events_by_subscriber_id_id", "events", ["subscriber_id", "id"])


def _create_suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("id", _NUMBER, sa.Identity()),
        sa.Column("email_key", sa.LargeBinary, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="suppressions_key"),
        sa.CheckConstraint(
            "reason IN ('left', 'bounced', 'complained', 'forgotten', 'lifted')", name="suppressions_reason_known"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("suppressions_by_email_key_id", "suppressions", ["email_key", "id"])
    for verb in ("UPDATE", "DELETE"):
        for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
            op.execute(statement.format(verb=verb))


def _subscriber_id(table: str) -> sa.Column[int]:
    target = sa.ForeignKey("subscribers.id", ondelete="CASCADE", name=f"{table}_subscriber_id_exists")
    return sa.Column("subscriber_id", _NUMBER, target, nullable=False)
