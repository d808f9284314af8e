#!/usr/bin/env bash
# Makes the HEIC file of the tests: four quarters, red and green above blue and white. Needs Debian's libheif-examples,
# libjpeg-turbo-progs and python3.
# Usage: Tools/heic-sample/make.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -c '
import sys
colors = [[(220, 40, 40), (40, 180, 60)], [(40, 70, 210), (235, 235, 235)]]
pixels = bytes(v for y in range(64) for x in range(96) for v in colors[y // 32][x // 48])
sys.stdout.buffer.write(b"P6 96 64 255\n" + pixels)' >"$work/quarters.ppm"
cjpeg -quality 100 -sample 1x1 "$work/quarters.ppm" >"$work/quarters.jpg"
heif-enc -q 60 "$work/quarters.jpg" -o Tests/RasterTests/Files/quarters.heic
