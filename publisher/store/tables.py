"""The tables as the program reads them. The scripts in migrations/ make them: a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from publisher.store.moment import Moment

METADATA = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_exists",
        "pk": "%(table_name)s_key",
    }
)

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by themselves only where the column is an INTEGER."""

settings = Table(
    "settings",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What belongs to the rows and has to travel with them: the secret."""

subscribers = Table(
    "subscribers",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("public_id", LargeBinary),
    Column("email", Text),
    Column("email_key", LargeBinary),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("created", Moment, nullable=False),
    UniqueConstraint("public_id"),
    UniqueConstraint("email_key"),
    CheckConstraint(
        "state IN ('asked', 'confirmed', 'left', 'bounced', 'complained', 'forgotten')", name="state_known"
    ),
    CheckConstraint(
        "(state = 'forgotten') = (email IS NULL) AND (state = 'forgotten') = (email_key IS NULL)"
        " AND (state = 'forgotten') = (public_id IS NULL)",
        name="forgotten_has_no_address",
    ),
    Index(None, "state", "id"),
    sqlite_autoincrement=True,
)
"""Everyone who asked, one row an address; numbers are never given twice.

`since` is when the state began. Who is forgotten leaves an empty row, because letters were counted by its number.
"""

choices = Table(
    "choices",
    METADATA,
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id", ondelete="CASCADE"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("tag", Text, primary_key=True),
    Index(None, "language", "tag", "subscriber_id"),
    sqlite_with_rowid=False,
)
"""What a subscriber reads; a tag of "" is everything in that language. Tags are as they were chosen: aliases are
followed where choices are read, so that taking an alias back gives everyone what they had."""

asks = Table(
    "asks",
    METADATA,
    Column("public_id", LargeBinary, primary_key=True),
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
    Column("language", Text, nullable=False),
    Column("choices", Text, nullable=False),
    Index(None, "subscriber_id", "asked"),
    Index(None, "expires"),
    sqlite_with_rowid=False,
)
"""What somebody asked for with an address: nothing is changed by it before it is confirmed by mail."""

events = Table(
    "events",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("remote", Text, nullable=False),
    Index(None, "subscriber_id", "id"),
    sqlite_autoincrement=True,
)
"""What happened to a subscriber, when, where and from which network address; `before` is the state that it ended."""

suppressions = Table(
    "suppressions",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("email_key", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("reason IN ('left', 'bounced', 'complained', 'forgotten', 'lifted')", name="reason_known"),
    Index(None, "email_key", "id"),
    sqlite_autoincrement=True,
)
"""Whom no mail may reach, by a keyed hash of the address: the newest row of an address counts.

Rows are only ever added: the databases themselves refuse to change or delete one.
"""

notices = Table(
    "notices",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("ask", LargeBinary),
    Column("owed", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    CheckConstraint("kind IN ('asked', 'left')", name="kind_known"),
    Index(None, "due"),
    Index(None, "subscriber_id"),
    sqlite_autoincrement=True,
)
"""Mails that are owed to somebody, written in the transaction that owes them: no crash loses one. `ask` names what a
mail asks to confirm; a row is deleted when its mail has left."""

tallies = Table(
    "tallies",
    METADATA,
    Column("key", LargeBinary, primary_key=True),
    Column("until", Moment, primary_key=True),
    Column("number", Integer, nullable=False),
    Index(None, "until"),
    sqlite_with_rowid=False,
)
"""How often something happened in the hour that ends then; `key` is a keyed hash of a network, or of all of them."""
issues = Table(
    "issues",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("week", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("planned", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("selected", Integer),
    Column("finished", Moment),
    UniqueConstraint("week", "language"),
    sqlite_autoincrement=True,
)
"""Issues that were frozen to be sent: `content` is what their letters are made of.

`selected` is how many letters there are: set once, when all are planned. The databases themselves refuse another
number, and any letter that is added, taken away or given to somebody else afterwards. `finished` is when nothing was
left to do: what looks for work, or for what the dead left, looks at the others alone.
"""

issue_entries = Table(
    "issue_entries",
    METADATA,
    Column("entry_id", Text, primary_key=True),
    Column("issue_id", NUMBER, ForeignKey("issues.id"), nullable=False),
    Index(None, "issue_id"),
    sqlite_with_rowid=False,
)
"""Which issue brought an entry: one, and no other ever again."""

couriers = Table(
    "couriers",
    METADATA,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("name", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("is_alone", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("ended", Moment),
    sqlite_autoincrement=True,
)
"""Who sends, or did: a row a run. What they hold is theirs `until` then, which they put off while they live."""

_DEFERRED = text("state = 'deferred'")

letters = Table(
    "letters",
    METADATA,
    Column("issue_id", NUMBER, ForeignKey("issues.id"), primary_key=True),
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("choice", Text, nullable=False),
    Column("courier_id", NUMBER, ForeignKey("couriers.id")),
    Column("tries", Integer, nullable=False),
    Column("due", Moment),
    Column("changed", Moment, nullable=False),
    Column("reply", Text, nullable=False),
    CheckConstraint(
        "state IN ('planned', 'claimed', 'sending', 'deferred', 'sent', 'doubt', 'failed', 'suppressed', 'skipped')",
        name="state_known",
    ),
    CheckConstraint(
        "CASE WHEN state IN ('claimed', 'sending', 'doubt') THEN courier_id IS NOT NULL"
        " WHEN state IN ('planned', 'deferred', 'skipped') THEN courier_id IS NULL ELSE TRUE END",
        name="in_hand_has_courier",
    ),
    CheckConstraint("(state = 'deferred') = (due IS NOT NULL)", name="deferred_is_due"),
    Index("letters_by_due", "due", sqlite_where=_DEFERRED, postgresql_where=_DEFERRED),
    sqlite_with_rowid=False,
)
"""Everyone who was to get an issue, and what became of it: `publisher.outbox.ledger` has the words for its states.

`choice` is what they read then, tags with spaces between, nothing for everything; `reply` is what was answered last.
"""

reports = Table(
    "reports",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("subscriber_id", NUMBER, ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("issue_id", NUMBER, ForeignKey("issues.id")),
    Column("heard", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("diagnostic", Text, nullable=False),
    Column("reporter", Text, nullable=False),
    CheckConstraint("kind IN ('hard', 'soft', 'blocked', 'complaint')", name="kind_known"),
    Index(None, "subscriber_id", "issue_id"),
    sqlite_with_rowid=False,
)
"""What others said of letters after those left, of a subscriber who is known and by whom there is proof of.

`key` names a report, so that one that is read twice counts once. No `issue_id`: it was no letter of an issue.
"""
