"""Groups of commands: each a module that imports at once only what `publisher --help` needs."""
