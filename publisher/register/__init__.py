"""Notes -> notes with an id and dates: which note is which, and since when it is published."""
