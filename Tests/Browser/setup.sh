#!/bin/sh
# Makes what the tests of pages run in: Chromium, Java (for the HTML checker) and Python of the system, where they
# are missing, and a Python environment.
#
#   setup.sh [FOLDER]        FOLDER defaults to .build-browser/venv
#
# It can be run again at any time: when everything is there, it does nothing.
# PYTHON names another interpreter than python3 (3.11 or later is needed), CHROMIUM another browser.
set -eu

folder=${1:-.build-browser/venv}
requirements=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/requirements.txt
python=${PYTHON:-python3}
stamp=$folder/requirements.installed.txt

fail() {
    echo "setup.sh: $1" >&2
    exit 1
}

packages=
if [ -z "${PYTHON:-}" ] && ! python3 -c 'import ensurepip, venv' 2>/dev/null; then packages="python3 python3-venv"; fi
command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || packages="$packages chromium"
command -v java >/dev/null 2>&1 || packages="$packages default-jre-headless"
if [ -n "$packages" ]; then
    advice="programs are missing; install them (Debian, Ubuntu: apt-get install $packages), or name others in CHROMIUM and PYTHON."
    command -v apt-get >/dev/null 2>&1 || fail "$advice"
    if [ "$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else fail "$advice"; fi
    # shellcheck disable=SC2086 # several words each
    install() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; }
    # The package lists may be missing or old.
    install || { $as_root apt-get update && install; }
fi

if [ -f "$stamp" ] && cmp -s "$requirements" "$stamp" && "$folder/bin/python" -c '' 2>/dev/null; then exit 0; fi

command -v "$python" >/dev/null 2>&1 ||
    fail "there is no $python; install Python 3.11 or later (Debian: apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$python is $("$python" -V 2>&1); Python 3.11 or later is needed (set PYTHON to name another one)."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python cannot make virtual environments; on Debian: apt-get install python3-venv."

"$folder/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$folder"
"$folder/bin/python" -m pip install --quiet --no-cache-dir --requirement "$requirements"
cp "$requirements" "$stamp"
