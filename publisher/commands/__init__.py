"""The commands: each a module, or a group of them, that imports at once only what `publisher --help` needs."""
