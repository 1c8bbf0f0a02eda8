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
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
requirements=$here/requirements.txt
. "$here/../../Scripts/python-environment.sh"

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

if environment_is_complete; then exit 0; fi
make_environment
install_packages
