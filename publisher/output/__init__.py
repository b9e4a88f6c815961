"""Bytes -> feeds/: whole, only what changed, and never over anything that `publisher` did not write."""

from publisher.output.changes import Changes
from publisher.output.lock import alone_in
from publisher.output.update import compare, write

__all__ = ["Changes", "alone_in", "compare", "write"]
