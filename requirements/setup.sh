#!/bin/sh
# `setup.sh runtime`: a .venv that holds what publisher runs on, pinned, and this checkout. `setup.sh dev`: the tests' tools too;
# `setup.sh bench`: the programs that it is measured beside.
# A stamp in .venv says what was installed where: as long as it is true, nothing is done and no network is asked.
set -eu
cd -- "$(dirname -- "$0")/.."
wanted=$1
python=${PYTHON:-python3}

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

check_python() {
    command -v "$python" >/dev/null ||
        stop "$python is missing: install Python 3.11 or newer (on Debian: apt-get install python3 python3-venv)"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "$("$python" --version 2>&1) is too old: install Python 3.11 or newer, or name one: make PYTHON=python3.12"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$python has no venv: install it (on Debian: apt-get install python3-venv)"
}

# What a stamp holds: the interpreter, where .venv stands (a moved one is broken), and what the files ask for.
stamp_of() {
    .venv/bin/python -c 'import sys; print(sys.version, sys.prefix)' 2>/dev/null || echo none
    case $1 in
    runtime) cat requirements/build.txt requirements/runtime.txt ;;
    dev | bench) cat "requirements/$1.txt" ;;
    checkout) cat pyproject.toml ;;
    esac | sha256sum
}

is_installed() { [ "$(cat ".venv/installed-$1" 2>/dev/null)" = "$(stamp_of "$1")" ]; }

is_outdated() { [ -e ".venv/installed-$1" ] && ! is_installed "$1"; }

stamp() { stamp_of "$1" >".venv/installed-$1"; }

pip_install() {
    .venv/bin/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --no-build-isolation "$@" ||
        stop "The packages could not be installed: see above"
}

# Begin anew rather than mend: what a changed list no longer names would stay behind.
if ! is_installed runtime || is_outdated dev || is_outdated bench; then
    check_python
    echo "Setting up .venv ..."
    "$python" -m venv --clear .venv || stop ".venv could not be made: see above"
    pip_install --require-hashes -r requirements/build.txt
    pip_install --require-hashes -r requirements/runtime.txt
    stamp runtime
fi

if [ "$wanted" = dev ] && ! is_installed dev; then
    echo "Adding the tools of the tests to .venv ..."
    pip_install --require-hashes -r requirements/dev.txt
    stamp dev
fi

if [ "$wanted" = bench ] && ! is_installed bench; then
    echo "Adding the programs of the bench to .venv ..."
    pip_install --require-hashes -r requirements/bench.txt
    stamp bench
fi

if ! is_installed checkout; then
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    here=$(.venv/bin/python -c 'import os, sys; print(os.path.relpath(".", sys.argv[1]))' "$packages")
    pip_install --no-deps -e .
    # Pip names this folder in full, which Python cannot read in the C locale when the name is not ASCII.
    printf '%s\n' "$here" >"$packages/_publisher.pth"
    # The launcher that pip writes does not bear every folder name.
    .venv/bin/publisher --version >/dev/null 2>&1 || cp requirements/launcher.sh .venv/bin/publisher
    stamp checkout
fi
