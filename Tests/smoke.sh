#!/usr/bin/env bash
# Uses the built program as a person would: every surface once, and what must fail with the right code.
# Usage: Tests/smoke.sh BACAKTP
set -euo pipefail
cd "$(dirname "$0")/.."
bacaktp=$(realpath "$1")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
passed=0

fail() {
    echo "smoke: $*" >&2
    exit 1
}

# expect CODE COMMAND...: runs a command and compares its exit code.
expect() {
    local code=$1 got=0
    shift
    "$@" >"$work/out" 2>"$work/err" || got=$?
    [ "$got" = "$code" ] || fail "$* ended with $got, not $code: $(head -c 300 "$work/err")"
    passed=$((passed + 1))
}

holds() {
    grep -qF -- "$2" "$1" || fail "no «$2» in: $(head -c 400 "$1")"
    passed=$((passed + 1))
}

sample=$PWD/Examples/ktp_sample.jpg
nik=$(sed -n '/"ktp_sample.jpg"/,/"nik"/s/.*"nik": "\([0-9]*\)".*/\1/p' Examples/labels.json)

# The command line, from another folder.
cd "$work"
expect 0 "$bacaktp" read "$sample"; holds out "\"nik\": \"$nik\""
expect 0 "$bacaktp" read --details "$sample"; holds out '"recognizer"'
expect 0 sh -c "'$bacaktp' read - <'$sample'"; holds out "$nik"
expect 0 "$bacaktp" read --mask "$sample"; grep -q "$nik" out && fail "the NIK is not masked"
: >empty.jpg
head -c 20000 "$sample" >cut.jpg
head -c 5000 /dev/urandom >noise.jpg
echo hello >text.png
expect 65 "$bacaktp" read empty.jpg
expect 65 "$bacaktp" read noise.jpg
expect 65 "$bacaktp" read text.png
expect 65 "$bacaktp" read "$sample" --accept png,pdf
expect 0 "$bacaktp" read "$sample" --pictures cut
for kind in photo signature masked; do [ -s cut/ktp_sample.$kind.jpg ] || fail "no picture of kind $kind"; done
expect 0 "$bacaktp" read "$sample" --every-card --format jsonl; holds out '{"id":"ktp_sample",'
expect 66 "$bacaktp" read absent.jpg
expect 64 "$bacaktp" read
expect 1 "$bacaktp" read "$sample" empty.jpg
expect 0 "$bacaktp" batch "$(dirname "$sample")" --output out.jsonl
[ "$(wc -l <out.jsonl)" = 12 ] || fail "batch wrote $(wc -l <out.jsonl) lines"
! grep -v '"error":null' out.jsonl || fail "batch could not read every example"
expect 0 "$bacaktp" nik "$nik"; holds out BANDUNG
expect 0 "$bacaktp" region 32.04; holds out BANDUNG
expect 0 "$bacaktp" region "KOTAMEDAN"; holds out "KOTA MEDAN"
expect 0 "$bacaktp" inspect "$sample" --output inspection; [ -s inspection/index.html ] || fail "no inspection page"
expect 0 "$bacaktp" doctor
expect 0 "$bacaktp" evaluate "$(dirname "$sample")"; holds out alamat.provinsi

# The server.
mkdir uploads && cp "$sample" uploads/ktp_sample.jpg && cp empty.jpg noise.jpg cut.jpg uploads/
"$bacaktp" serve --port 0 --uploads uploads 2>server.log &
server=$!
for _ in $(seq 100); do grep -q 'listening on' server.log && break; sleep 0.1; done
base=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' server.log | head -1)
[ -n "$base" ] || fail "the server does not start: $(cat server.log)"
# ask STATUS DATA: posts JSON to the older endpoint.
ask() {
    local status
    status=$(curl -s -o answer -w '%{http_code}' -H 'Content-Type: application/json' -d "$2" "$base/ocr/ktp")
    [ "$status" = "$1" ] || fail "$2 got $status, not $1: $(head -c 300 answer)"
    passed=$((passed + 1))
}
ask 200 '{"filename": "ktp_sample.jpg"}'; holds answer "\"nik\":\"$nik\""; holds answer '"message":"Process OCR Successfully"'
ask 404 '{"filename": "absent.jpg"}'
ask 404 '{"filename": "../empty.jpg"}'
ask 404 '{"filename": "/etc/passwd"}'
ask 400 '{"filename": ""}'
ask 400 '{'
ask 500 '{"filename": "empty.jpg"}'
ask 500 '{"filename": "noise.jpg"}'
[ "$(curl -s -o answer -w '%{http_code}' -F "image=@$sample" "$base/ocr/ktp")" = 200 ] || fail "multipart is not read"
holds answer "$nik"
# call STATUS CURL-ARGUMENTS...: any request.
call() {
    local expected=$1 status
    shift
    status=$(curl -s -o answer -w '%{http_code}' "$@")
    [ "$status" = "$expected" ] || fail "$* got $status, not $expected: $(head -c 300 answer)"
    passed=$((passed + 1))
}
call 200 -H 'Content-Type: image/jpeg' --data-binary "@$sample" "$base/v1/ktp"
holds answer "\"nik\":\"$nik\""; holds answer '"recognizer"'
call 200 -F "image=@$sample" "$base/v1/ktp?mask=partial&fields=nik,nama&details=0"
! grep -q "$nik" answer || fail "the NIK is not masked"
call 200 -F "image=@$sample" -F "nik=$nik" "$base/v1/ktp/compare"; holds answer '"match":"match"'
call 422 -H 'Content-Type: image/jpeg' --data-binary @cut.jpg "$base/v1/ktp"; holds answer '"code":'
call 415 -H 'Content-Type: image/jpeg' --data-binary @noise.jpg "$base/v1/ktp"; holds answer '"unsupported_format"'
call 200 "$base/v1/nik/$nik"; holds answer BANDUNG
call 200 "$base/healthz"
call 200 "$base/readyz"
call 200 "$base/metrics"; holds answer 'bacaktp_readings_total{status="accept",kind="ektp"}'
call 200 "$base/openapi.json"; holds answer '/v1/ktp/compare'
call 200 "$base/docs"
call 200 "$base/"; holds answer '<html'
call 405 -X PUT "$base/v1/ktp"
call 404 "$base/page/../../etc/passwd" --path-as-is
! grep -q "$nik" server.log || fail "the log holds a NIK"
kill "$server" && wait "$server" || fail "the server does not end well"
server=
echo "smoke: $passed passed"
