"""What others say of letters after those left: bounces and complaints, each counted once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    reader = sa.ForeignKey("subscribers.id", ondelete="CASCADE", name="reports_subscriber_id_exists")
    op.create_table(
        "reports",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("subscriber_id", _NUMBER, reader, nullable=False),
        sa.Column("issue_id", _NUMBER, sa.ForeignKey("issues.id", name="reports_issue_id_exists")),
        sa.Column("heard", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("diagnostic", sa.Text, nullable=False),
        sa.Column("reporter", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="reports_key"),
        sa.CheckConstraint("kind IN ('hard', 'soft', 'blocked', 'complaint')", name="reports_kind_known"),
        sqlite_with_rowid=False,
    )
    op.create_index("reports_by_subscriber_id_issue_id", "reports", ["subscriber_id", "issue_id"])
