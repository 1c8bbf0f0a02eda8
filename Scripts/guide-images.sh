#!/usr/bin/env bash
# Draws the charts of Guides/Charts.md on the outputs of the sample network trained with focal loss, and that of
# Guides/Methods/FocalCalibrationMap.md.
# usage: Scripts/guide-images.sh CALIBRATE
set -euo pipefail
[[ $# == 1 ]] || { echo "usage: $0 CALIBRATE" >&2; exit 64; }
calibrate=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
sample=Samples/cifar10-focal-3
images=Guides/Images
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

calibrator=$folder/calibrator.json
"$calibrate" fit $sample/validation.npz --method focal-temperature -o "$calibrator" >/dev/null
plot() { "$calibrate" plot "$@" --width 420; }
plot reliability $sample/test.npz --calibrator "$calibrator" -o $images/reliability.svg
plot classes $sample/test.npz -o $images/classes.svg
plot focal-map "$calibrator" -o $images/focal-map.svg
plot simplex "$calibrator" -o $images/simplex.svg
plot contour $sample/validation.npz -o $images/contour.svg

"$calibrate" focal-map --gamma 2 --classes 2 -o "$folder/focal-map.json" >/dev/null
plot focal-map "$folder/focal-map.json" --title "Focal calibration map, γ = 2" -o $images/focal-calibration-map.svg
