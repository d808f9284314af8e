# What the scripts that fetch something share; sourced, never run. Messages begin with the name of the script that runs.

# fail MESSAGE: says it and ends the script.
fail() {
    echo "$(basename "$0" .sh): $*" >&2
    exit 1
}

# install_debian_packages LIST_FILE: installs those of the list (one a line, # for remarks) that are not there yet.
install_debian_packages() {
    local wanted missing=() package
    wanted=$(grep -v '^#' "$1") || return 0
    for package in $wanted; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "$(basename "$0" .sh): installing Debian packages: ${missing[*]}" >&2
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "please install these packages as root, then run make again: ${missing[*]}"
        as_root=(sudo)
    fi
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
        { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2 ||
        fail "apt-get could not install: ${missing[*]}"
}

# make_venv FOLDER REQUIREMENTS_FILE: a virtual environment with what the file pins, made again when the file changes.
# It is pip's own environment that installs, so that Python's ensurepip (Debian: python3-venv) is not needed.
make_venv() {
    local folder=$1 requirements=$2 stamp
    stamp=$(sha256sum <"$requirements" | cut -d' ' -f1)
    [ "$(cat "$folder/stamp" 2>/dev/null)" != "$stamp" ] || return 0
    echo "$(basename "$0" .sh): installing $requirements" >&2
    python3 -m venv --clear --without-pip "$folder" || fail "could not make $folder"
    python3 -m pip --python "$folder/bin/python" install --quiet --disable-pip-version-check -r "$requirements" >&2 ||
        fail "pip could not install $requirements"
    echo "$stamp" >"$folder/stamp"
}
