"""Markdown with LaTeX and wiki links -> clean HTML and plain text; an entry -> an article."""
