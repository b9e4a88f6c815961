"""A token -> the path, below the site's address, of the page that it opens: letters lead there, the web answers."""

from __future__ import annotations


def unsubscribe_path(token: str) -> str:
    """Where its owner leaves: GET shows a button, POST leaves (RFC 8058)."""
    return f"unsubscribe/{token}"


def preferences_path(language: str, token: str) -> str:
    """Where its owner sees and changes what they chose, in a language of the site."""
    return f"{language}/preferences/{token}"
