"""Measurements of this program against others, side by side in the same run: `python -m bench.letters`."""
