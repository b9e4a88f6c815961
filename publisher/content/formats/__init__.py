"""A text file -> the pieces in it: day pages, Markdown notes, front matter."""
