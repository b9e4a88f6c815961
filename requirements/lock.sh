#!/bin/sh
# Pin what the .in files and pyproject.toml ask for, with hashes: `lock.sh`, or `lock.sh --upgrade` for the newest of all.
set -eu
cd -- "$(dirname -- "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf -- "$tools"' EXIT
"${PYTHON:-python3}" -m venv -- "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check pip-tools

compile() {
    output=$1
    shift
    "$tools/bin/python" -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --output-file "requirements/$output" "$@"
}

compile runtime.txt "$@" pyproject.toml
compile build.txt "$@" requirements/build.in
compile dev.txt "$@" requirements/dev.in
compile bench.txt "$@" requirements/bench.in
