#!/usr/bin/env bash
# Measures bacaktp beside other readers of text, all on the same pictures in one run, and prints tables.
# Arguments go to bench.py (--quick, --long, --rounds N, --json FILE, --help). Once, it makes Benchmarks/.venv-* and draws
# Benchmarks/.pictures. A peer that cannot be installed becomes a line of the table.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../Tools/install.sh"
count=24

fail() {
    echo "bench: $*" >&2
    exit 1
}

# make_venv NAME: .venv-NAME with what requirements/NAME.txt lists. The stamp names that list, so that a new one makes the
# folder anew; .venv-NAME.failed says why there is none.
make_venv() {
    local venv=$here/.venv-$1 wanted=$here/requirements/$1.txt python=${2:-python3} stamp
    stamp=$(sha256sum <"$wanted")
    [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ] || return 0
    echo "bench: installing $(grep -m1 == "$wanted") into Benchmarks/.venv-$1, once" >&2
    rm -rf "$venv" "$venv.failed"
    if "$python" -m venv "$venv" >"$venv.log" 2>&1 &&
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary=:all: --requirement "$wanted" >>"$venv.log" 2>&1; then
        echo "$stamp" >"$venv/stamp"
    else
        echo "$("$python" --version 2>&1), pip: $(grep -v '^$' "$venv.log" | tail -1)" >"$venv.failed"
        rm -rf "$venv"
    fi
    rm -f "$venv.log"
}

# A Python of 3.12 or later where there is one; a name on the path may still be one that does not run.
newest_python() {
    local python
    for python in python3.13 python3.12 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[23]*/bin/python3 python3; do
        if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
}

draw_pictures() {
    local stamp
    stamp=$(cat "$here/pictures.py" "$here"/../Training/world/*.py | sha256sum)
    [ "$(cat "$here/.pictures/stamp" 2>/dev/null)" != "$stamp" ] || return 0
    install_debian_packages "$here/../Training/debian-packages.txt"
    make_venv pictures
    [ ! -f "$here/.venv-pictures.failed" ] || fail "cannot draw: $(cat "$here/.venv-pictures.failed")"
    rm -rf "$here/.pictures"
    "$here/.venv-pictures/bin/python" "$here/pictures.py" "$here/.pictures" "$count" || fail "the pictures could not be drawn"
    echo "$stamp" >"$here/.pictures/stamp"
}

case " $* " in
*" --help "* | *" -h "*) exec python3 "$here/bench.py" --help ;;
esac
# A package that cannot be installed is missed by the peer that needs it, no sooner.
case " $* " in
*" --without-peers "*) ;;
*) (install_debian_packages "$here/debian-packages.txt") || true ;;
esac
command -v python3 >/dev/null || fail "python3 is missing: apt-get install python3 python3-venv"
python3 -c 'import ensurepip, venv' 2>/dev/null || fail "this python3 makes no virtual environments: apt-get install python3-venv"
draw_pictures
for name in networks rapidocr paddleocr faster-paddle tesseract; do make_venv "$name"; done
make_venv turboocr "$(newest_python)"
exec python3 "$here/bench.py" "$@"
