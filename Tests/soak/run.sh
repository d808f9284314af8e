#!/usr/bin/env bash
# Holds the built program to what is asked of a service and prints a table; ends with 1 when anything fails.
# Usage: Tests/soak/run.sh BACAKTP [--only T7,T8] [--long]
# Once, it makes Tests/soak/.venv and fetches the files of Tests/soak/.corpora (some 300 MB pass through the network).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../Tools/install.sh"

install_debian_packages "$here/debian-packages.txt"
make_venv "$here/.venv" "$here/requirements.txt"
exec "$here/.venv/bin/python" "$here/soak.py" "$@"
