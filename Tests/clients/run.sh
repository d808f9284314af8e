#!/usr/bin/env bash
# Uses both clients against servers that it starts, with and without keys, and against one that misbehaves.
# Usage: Tests/clients/run.sh BACAKTP; needs python3 (3.9 or later) and node (18 or later).
set -euo pipefail
cd "$(dirname "$0")/../.."
bacaktp=$(realpath "$1")
work=$(mktemp -d)
servers=()
trap '[ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

# await FILE: the address that a server tells in a file.
await() {
    for _ in $(seq 300); do grep -q 'listening on' "$1" && break; sleep 0.1; done
    sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$1" | head -1
}

mkdir "$work/uploads"
"$bacaktp" key clients 2>"$work/key" >"$work/keys"
"$bacaktp" key slow --scopes nik --per-minute 60 2>"$work/slow" >>"$work/keys"
"$bacaktp" serve --port 0 --uploads "$work/uploads" 2>"$work/open.log" & servers+=($!)
"$bacaktp" serve --port 0 --uploads "$work/uploads" --keys "$work/keys" 2>"$work/keyed.log" & servers+=($!)
python3 Tests/clients/stub.py >"$work/stub" & servers+=($!)
open=$(await "$work/open.log")
keyed=$(await "$work/keyed.log")
[ -n "$open" ] && [ -n "$keyed" ] || { cat "$work"/*.log >&2; exit 1; }
while [ ! -s "$work/stub" ]; do sleep 0.1; done

sample=Examples/ktp_sample.jpg
nik=$(sed -n '/"ktp_sample.jpg"/,/"nik"/s/.*"nik": "\([0-9]*\)".*/\1/p' Examples/labels.json)
key() { grep -o 'ktp_[A-Za-z0-9]*' "$work/$1"; }
arguments=("$sample" "$nik" "$open" "$keyed" "$(key key)" "$(key slow)" "http://127.0.0.1:$(cat "$work/stub")")
failed=0
python3 Tests/clients/check.py "${arguments[@]}" || failed=1
node Tests/clients/check.mjs "${arguments[@]}" || failed=1
exit $failed
