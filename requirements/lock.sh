#!/bin/sh
# Pin what the .in files, pyproject.toml and node/package.json ask for, with hashes: `lock.sh`, or `lock.sh --upgrade` for
# the newest of all.
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

command -v npm >/dev/null || { echo "npm is not installed: requirements/node/ was left alone" >&2; exit; }
verb=install
[ "${1:-}" != --upgrade ] || verb=update
(cd requirements/node && npm "$verb" --package-lock-only --no-audit --no-fund --loglevel=error)
