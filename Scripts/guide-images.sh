#!/usr/bin/env bash
# Draws the charts of Guides/Charts.md on the data of `calibrate demo`.
# usage: Scripts/guide-images.sh CALIBRATE
set -euo pipefail
[[ $# == 1 ]] || { echo "usage: $0 CALIBRATE" >&2; exit 64; }
calibrate=$(realpath "$1")
images=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../Guides/Images")
demo=$(mktemp -d)
trap 'rm -rf "$demo"' EXIT

"$calibrate" demo --directory "$demo" >/dev/null
plot() { "$calibrate" plot "$@" --width 420; }
plot reliability "$demo/test.npz" --calibrator "$demo/calibrator.json" -o "$images/reliability.svg"
plot classes "$demo/test.npz" -o "$images/classes.svg"
plot focal-map "$demo/calibrator.json" -o "$images/focal-map.svg"
plot contour "$demo/validation.npz" -o "$images/contour.svg"
plot simplex "$demo/calibrator.json" -o "$images/simplex.svg"
