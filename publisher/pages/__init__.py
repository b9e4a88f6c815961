"""Library -> HTML pages: what there is, each language and tag, each day."""

from publisher.pages.website import pages

__all__ = ["pages"]
