#!/usr/bin/env bash
# Measures bacaktp beside RapidOCR on the example cards and prints a table: time, memory, accuracy, all from one run.
# Arguments go to bench.py (--quick, --rounds N, --json FILE, --help). The peers live in Benchmarks/.venv; BENCH_PYTHON
# names another Python that has the packages of requirements.txt already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$here/.venv

fail() {
    echo "bench: $*" >&2
    exit 1
}

# The stamp names what the folder was made from, so that a new list of versions makes it anew.
make_venv() {
    local stamp
    stamp=$(sha256sum <"$here/requirements.txt")
    [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ] || return 0
    command -v python3 >/dev/null || fail "python3 is missing: apt-get install python3 python3-venv"
    python3 -c 'import ensurepip, venv' 2>/dev/null ||
        fail "this python3 cannot make virtual environments: apt-get install python3-venv"
    echo "bench: installing the peers into Benchmarks/.venv (about 150 MB to download, once)" >&2
    rm -rf "$venv"
    python3 -m venv "$venv" || fail "python3 -m venv failed; apt-get install python3-venv may help"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --requirement "$here/requirements.txt" || fail "pip could not install the peers; is the network there?"
    echo "$stamp" >"$venv/stamp"
}

case " $* " in
*" --help "* | *" -h "*) exec python3 "$here/bench.py" --help ;;
esac
if [ -n "${BENCH_PYTHON:-}" ]; then
    python=$BENCH_PYTHON
else
    make_venv
    python=$venv/bin/python
fi
exec "$python" "$here/bench.py" "$@"
