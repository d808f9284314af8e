#!/usr/bin/env bash
# Trains a network of ours; a run that was stopped goes on.
#   Training/train.sh recognizer [--samples N]    reads lines                  runs/recognizer/recognizer.onnx
#   Training/train.sh lines [--samples N]         finds lines on a card        runs/lines/lines.onnx
#   Training/train.sh locator [--samples N]       finds the card in a photo    runs/locator/locator.onnx
#   Training/train.sh corners [--samples N]       finds its corners close up   runs/corners/corners.onnx
# Further arguments go to the program; --help lists them. Pictures are drawn first, once, where they are missing.
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
python() { "$venv/bin/python" "$@"; }
task=${1:-}
shift || true
case $task in
recognizer)
    python -m recognizer.prints --split tuning --count 60 --workers 2
    python -m recognizer.prints --split training --count 4000 --workers 2
    python -m recognizer.train --run runs/recognizer "$@"
    ;;
lines | locator | corners)
    python -m vision.scenes --split tuning --count 240 --workers 2
    python -m vision.scenes --split training --count 8000 --workers 2
    python -m vision.train "$task" "$@"
    ;;
*)
    sed -n '2,7s/^# \{0,1\}//p' "$(basename "$0")" >&2
    exit 64
    ;;
esac
