"""A folder -> the text files in it that may hold notes, read safely."""
