#!/usr/bin/env bash
# numpy.save of arrays in the small number types of ml_dtypes (which JAX and TensorFlow use): the file does not say
# what it holds, and one type cannot even be read back.
#
# Seen with numpy 2.4.6 and ml_dtypes 0.6.0:
# - bfloat16 is written with the descriptor <V2 (two raw bytes); numpy.load gives raw bytes, without an error.
# - float8_e4m3fn, float8_e3m4, float8_e8m0fnu and int4 are all written as <V1: the files of the four differ in
#   nothing but the bytes of the numbers, so that no reader can tell which type it was.
# - float8_e5m2 alone is written as <f1, a descriptor that numpy.load refuses: numpy.save succeeds, and the file
#   that it wrote is lost to numpy.
# What works for all of them: array.astype("float32") before numpy.save.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet install numpy==2.4.6 ml_dtypes==0.6.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import io

import ml_dtypes
import numpy


def saved(name):
    """The descriptor in the file, and what reading it gives."""
    file = io.BytesIO()
    numpy.save(file, numpy.array([1, 2], getattr(ml_dtypes, name)))
    descriptor = file.getvalue()[10:].split(b"'")[3].decode()
    file.seek(0)
    try:
        return descriptor, str(numpy.load(file).dtype)
    except ValueError:
        return descriptor, "ValueError"


expected = {
    "bfloat16": ("<V2", "|V2"),
    "float8_e4m3fn": ("<V1", "|V1"),
    "float8_e3m4": ("<V1", "|V1"),
    "float8_e8m0fnu": ("<V1", "|V1"),
    "int4": ("<V1", "|V1"),
    "float8_e5m2": ("<f1", "ValueError"),
}
for name, behaviour in expected.items():
    found = saved(name)
    print(f"{name:16} written as {found[0]}, read as {found[1]}")
    assert found == behaviour, f"{name}: expected {behaviour}"
PYTHON
echo "as described"
