#!/bin/sh
# Install the Debian programs of debian.txt that are missing; without the right to, name them in one line.
set -eu
cd -- "$(dirname -- "$0")"

is_missing() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" != installed ]; }

missing=""
for program in $(grep -v '^#' debian.txt); do
    if is_missing "$program"; then missing="$missing $program"; fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing ..."
    export DEBIAN_FRONTEND=noninteractive
    # Postfix is not to serve this machine: the tests run their own.
    if command -v debconf-set-selections >/dev/null; then
        echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
    fi
    # shellcheck disable=SC2086  # a list of names
    if apt-get update -qq && apt-get install -qq --no-install-recommends $missing >/dev/null; then exit 0; fi
fi
echo "Skipping the tests that need$missing: not installed (as root, on Debian: apt-get install$missing)"
