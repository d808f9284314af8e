#!/usr/bin/env bash
# Uses the web page as a person would, in a browser without a window. Prints a line a check, ends with 1 when one fails.
# Usage: Tests/page/run.sh BACAKTP [--screenshot FILE]
#   --screenshot FILE   writes the picture of the page for the README, and checks nothing
set -euo pipefail
cd "$(dirname "$0")/../.."
. Tools/install.sh
usage="usage: Tests/page/run.sh BACAKTP [--screenshot FILE]"
[ -x "${1:-}" ] || fail "$usage"
[ $# -eq 1 ] || { [ $# -eq 3 ] && [ "$2" = --screenshot ]; } || fail "$usage"
bacaktp=$(realpath "$1")
screenshot=${3:-}
install_debian_packages Tests/page/debian-packages.txt
make_venv Tests/page/.venv Tests/page/requirements.txt

work=$(mktemp -d)
servers=()
finish() {
    [ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# serve NAME OPTION...: starts a server on a free port; its address is in $work/NAME.
serve() {
    local name=$1
    shift
    mkdir -p "$work/uploads"
    "$bacaktp" serve --port 0 --uploads "$work/uploads" "$@" 2>"$work/$name.log" &
    servers+=($!)
    for _ in $(seq 200); do grep -qs 'listening on http' "$work/$name.log" && break; sleep 0.1; done
    sed -n 's/^.*listening on \(http[^ ]*\).*/\1/p' "$work/$name.log" | head -1 >"$work/$name"
    [ -s "$work/$name" ] || fail "the server does not start: $(cat "$work/$name.log")"
}

# Two keys: one that may read once a minute, and one that may not read.
"$bacaktp" key slow --scopes read --per-minute 1 >"$work/keys" 2>"$work/key-slow"
"$bacaktp" key nik --scopes nik >>"$work/keys" 2>"$work/key-nik"
serve open
serve locked --keys "$work/keys"
# One picture, over and over, is what the browser's camera sees.
ffmpeg -v error -i Examples/ktp_sample.jpg -vf 'scale=-2:720,pad=1280:720:(ow-iw)/2:0:color=gray' -pix_fmt yuv420p \
    -frames:v 1 "$work/camera.y4m"
# Pictures that cannot be read, or not well.
echo "no picture" >"$work/words.jpg"
head -c 600 Examples/ktp_sample.jpg >"$work/cut.jpg"
ffmpeg -v error -f lavfi -i color=gray:640x480 -frames:v 1 "$work/gray.jpg"
# Two cards in one photo.
ffmpeg -v error -i Examples/ktp_sample.jpg -i Examples/ktp_jakarta.jpg \
    -filter_complex '[0]scale=1200:-2,pad=1400:ih+80:100:40:color=gray[a];[1]scale=1200:-2,pad=1400:ih+80:100:40:color=gray[b];[a][b]vstack' \
    "$work/two.jpg"
ffmpeg -v error -i Examples/ktp_phone_angle.jpg -vf 'scale=500:-1,gblur=sigma=1.8' "$work/blurred.jpg"
if [ -z "$screenshot" ]; then
    Tests/page/.venv/bin/python Tests/page/test_page.py "$work"
else
    Tests/page/.venv/bin/python Tests/page/test_page.py "$work" --screenshot "$work/page.png"
    # With a palette the file has half the size.
    ffmpeg -v error -y -i "$work/page.png" -vf 'split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none' "$screenshot"
fi
