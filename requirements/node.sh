#!/bin/sh
# Install what node/package-lock.json pins for the tests; where that cannot be, say in one line which tests are skipped.
# A copy of the lock file says what is installed: as long as the two are equal, nothing is done and no network is asked.
set -eu
cd -- "$(dirname -- "$0")/node"

if cmp -s package-lock.json node_modules/installed-lock.json; then exit 0; fi

packages=$(sed -n 's|^ *"node_modules/\([^"]*\)".*| \1|p' package-lock.json | tr -d '\n')
if ! command -v npm >/dev/null; then
    echo "Skipping the tests that need$packages: npm is not installed (on Debian: apt-get install npm)"
    exit 0
fi
echo "Installing$packages ..."
if npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null; then
    cp package-lock.json node_modules/installed-lock.json
    exit 0
fi
echo "Skipping the tests that need$packages: not installed, see above"
