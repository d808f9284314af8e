#!/usr/bin/env bash
# Trains the recognizer of KTP lines and writes it to Training/runs/recognizer. A run that was stopped goes on.
# Arguments go to recognizer/train.py (--samples N, --threads N, --workers N, --help).
set -euo pipefail
cd "$(dirname "$0")"
venv=$PWD/.venv
stamp=$(sha256sum <requirements.txt)
if [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv" || { echo "train: apt-get install python3-venv" >&2; exit 1; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
    echo "$stamp" >"$venv/stamp"
fi
exec "$venv/bin/python" -m recognizer.train --run runs/recognizer "$@"
