#!/usr/bin/env bash
# Writes the fixtures: a calibrator, 20 rows of logits, and what `calibrate apply` makes of them.
# usage: make.sh CALIBRATE
set -euo pipefail
[[ $# == 1 ]] || { echo "usage: $0 CALIBRATE" >&2; exit 64; }
calibrate=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
sample=../../../../../Samples/cifar10-focal-3
"$calibrate" fit $sample/validation.npz --method focal-temperature -o calibrator.json
printf '{"format": "swift-calibration", "version": 1, "classes": 10, "method": "temperature", "parameters": {"temperature": 1}}' >.log.json
"$calibrate" apply .log.json $sample/test.npz --rows 0:20 --log-probabilities -o logits.csv
"$calibrate" apply calibrator.json logits.csv -o probabilities.csv
rm .log.json
