#!/bin/sh
# Stands for .venv/bin/publisher where the folder's name holds what pip's own launcher cannot quote.
exec "$(dirname -- "$(readlink -f -- "$0")")/python" -c 'from publisher.cli import main; main(prog_name="publisher")' "$@"
