"""Addresses in notes -> whether the web still answers there. The only part of the program that imports requests."""
