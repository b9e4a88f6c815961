"""publisher.toml -> Settings: what is published, from where, to where."""

from publisher.config.read import FILE_NAME, read
from publisher.config.settings import Settings
from publisher.config.tables.paths import Paths

__all__ = ["FILE_NAME", "Paths", "Settings", "read"]
