"""Each table of publisher.toml: its keys with type, default and reason, their checks, and what it becomes."""
