"""Mails that are owed to those who asked and to those who left, and counts of what came from one network in an hour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    target = sa.ForeignKey("subscribers.id", ondelete="CASCADE", name="notices_subscriber_id_exists")
    op.create_table(
        "notices",
        sa.Column("id", _NUMBER, sa.Identity()),
        sa.Column("subscriber_id", _NUMBER, target, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("ask", sa.LargeBinary),
        sa.Column("owed", _MOMENT, nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="notices_key"),
        sa.CheckConstraint("kind IN ('asked', 'left')", name="notices_kind_known"),
        sqlite_autoincrement=True,
    )
    op.create_index("notices_by_due", "notices", ["due"])
    op.create_index("notices_by_subscriber_id", "notices", ["subscriber_id"])
    op.create_table(
        "tallies",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", "until", name="tallies_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("tallies_by_until", "tallies", ["until"])
