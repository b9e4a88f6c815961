"""[pages] -> whether there are any."""

from __future__ import annotations

from publisher.config.tables.table import Table


class PagesTable(Table):
    """What people read in a browser."""

    publish: bool = True
    """False where another program makes the pages, at the addresses that feeds lead to."""
