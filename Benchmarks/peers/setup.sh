#!/bin/sh
# Makes the Python environment that the peers of the benchmark run in.
#
#   setup.sh [FOLDER]        FOLDER defaults to .build-peers/venv
#
# It can be run again at any time: when the environment is complete, it does nothing.
# PYTHON names another interpreter than python3 (3.11 or later is needed).
set -eu

folder=${1:-.build-peers/venv}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
requirements=$here/requirements.txt
. "$here/../../Scripts/python-environment.sh"

if environment_is_complete; then
    echo "The peers' environment in $folder is up to date."
    exit 0
fi
make_environment
echo "Installing the peers into $folder (on Linux about 3 GB to download and 6 GB on disk, most of it torch's CUDA libraries)."
install_packages betacal calibration cir_model netcal numpy probmetrics relplot sklearn torch torch_uncertainty \
    torchmetrics venn_abers
echo "The peers' environment is ready: $folder/bin/python"
