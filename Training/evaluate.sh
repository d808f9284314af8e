#!/usr/bin/env bash
# Draws the world's evaluation pictures, once, and measures the reader on them: 300 cards each of scan, phone and hard,
# 100 pictures of several cards, and 300 without a KTP. The last table sets what was reached beside the goals.
# Usage: Training/evaluate.sh BACAKTP [--count N]    N pictures a kind instead of 300, a third of that of several cards
set -euo pipefail
bacaktp=$(realpath "$1")
shift
count=300
if [ "${1:-}" = --count ]; then
    count=$2
    shift 2
fi
cd "$(dirname "$0")"
. ../Tools/install.sh
install_debian_packages debian-packages.txt
make_venv .venv-drawing drawing-requirements.txt
world=runs/evaluation-$count
nice .venv-drawing/bin/python -m world.draw --split evaluation --profile scan --profile phone --profile hard --profile other --count "$count" \
    --workers "$(nproc)" --output "$world" >&2
nice .venv-drawing/bin/python -m world.draw --split evaluation --profile several --count $(((count + 2) / 3)) --workers "$(nproc)" --output "$world" >&2
"$bacaktp" evaluate "$world" "$@"
