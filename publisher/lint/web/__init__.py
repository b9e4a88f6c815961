"""Addresses in notes -> whether the web still answers there."""
