"""publisher.toml -> Settings: what is published, from where, to where.

tables/   each table: its keys, their checks, and what it becomes
schema    which tables there are
settings  tables -> Settings
wording   a site's own words -> what is wrong with them
read      the file -> Settings, or every mistake in it
"""

from publisher.config.read import FILE_NAME, read
from publisher.config.settings import Settings
from publisher.config.tables.paths import Paths

__all__ = ["FILE_NAME", "Paths", "Settings", "read"]
