#!/bin/sh
# Makes the Python environment that the peers of the benchmark run in.
#
#   setup.sh [FOLDER]        FOLDER defaults to .build-peers/venv
#
# It can be run again at any time: when the environment is complete, it does nothing.
# PYTHON names another interpreter than python3 (3.11 or later is needed).
set -eu

folder=${1:-.build-peers/venv}
requirements=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)/requirements.txt
python=${PYTHON:-python3}
stamp=$folder/requirements.installed.txt

fail() {
    echo "setup.sh: $1" >&2
    exit 1
}

if [ -f "$stamp" ] && cmp -s "$requirements" "$stamp" && "$folder/bin/python" -c '' 2>/dev/null; then
    echo "The peers' environment in $folder is up to date."
    exit 0
fi

command -v "$python" >/dev/null 2>&1 ||
    fail "there is no $python; install Python 3.11 or later (Debian: apt-get install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$python is $("$python" -V 2>&1); Python 3.11 or later is needed (set PYTHON to name another one)."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python cannot make virtual environments; on Debian: apt-get install python3-venv."

if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    mkdir -p "$(dirname -- "$folder")"
    "$python" -m venv --clear "$folder"
fi

echo "Installing the peers into $folder (on Linux about 3 GB to download and 6 GB on disk, most of it torch's CUDA libraries)."
"$folder/bin/python" -m pip install --quiet --no-cache-dir --requirement "$requirements"
"$folder/bin/python" -c 'import betacal, calibration, cir_model, netcal, numpy, probmetrics, relplot, sklearn, torch, torch_uncertainty, torchmetrics, venn_abers' ||
    fail "the packages are installed, but not all of them can be imported (see above)."

cp "$requirements" "$stamp"
echo "The peers' environment is ready: $folder/bin/python"
