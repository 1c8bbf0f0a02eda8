"""Writes the small files that the tests of CalibrationFiles read.

Run in this directory with Python 3, numpy and safetensors:

    python3 make_fixtures.py

Scores and labels follow formulas that the tests know:
    score(row, column) = (((row * 7 + column * 5) % 17) - 8) / 4
    label(row) = (3 * row + 1) % 4
"""

import gzip
import io
import struct
import zipfile

import numpy as np
from safetensors.numpy import save_file

ROWS, COLUMNS = 6, 4
row, column = np.mgrid[0:ROWS, 0:COLUMNS]
scores = (((row * 7 + column * 5) % 17) - 8) / 4
labels = (3 * np.arange(ROWS) + 1) % 4
probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)


def arrays():
    for order in "<>":
        for kind in ["f2", "f4", "f8"]:
            for layout in "CF":
                name = "little" if order == "<" else "big"
                yield f"{kind}-{name}-{layout}", np.array(scores, dtype=order + kind, order=layout)
        for kind in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
            name = "little" if order == "<" else "big"
            yield f"labels-{kind}-{name}", labels.astype(order + kind)
    yield "labels-bool", (labels % 2).astype(bool)
    yield "labels-f4", labels.astype("<f4")
    yield "labels-f4-fraction", np.where(np.arange(ROWS) == 3, 1.5, labels).astype("<f4")
    yield "labels-one-hot", np.eye(4, dtype="u1")[labels]
    yield "labels-column", labels.reshape(-1, 1)
    yield "bits", ((row + column) % 2).astype("u1")
    yield "column", scores[:, :1].astype("<f4")
    yield "objects", np.array([1, "a", None], dtype=object)
    yield "structured", np.zeros(3, dtype=[("a", "<f4"), ("b", "<i4")])
    yield "strings", np.array(["a", "b"])
    yield "complex", np.zeros((2, 2), dtype="<c8")
    yield "cube", np.zeros((2, 2, 2), dtype="<f4")
    yield "empty", np.zeros((0, 4), dtype="<f4")
    yield "scalar", np.float32(1)
    yield "beyond-float", np.array([[1e300, 0], [0, 1]])


def npy(array, version=None):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asanyarray(array), version=version)
    return stream.getvalue()


def zip64_with_descriptor(path, name, data):
    """An archive whose sizes are 64 bits wide and follow the data, as streams are zipped."""

    class Unseekable(io.RawIOBase):
        def __init__(self, file):
            self.file = file

        def writable(self):
            return True

        def write(self, data):
            return self.file.write(data)

    with open(path, "wb") as file, zipfile.ZipFile(Unseekable(file), "w", zipfile.ZIP_DEFLATED) as z:
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        with z.open(info, "w", force_zip64=True) as member:
            member.write(data)


def zip64_directory(path, name, data):
    """An archive in which every number that can be 64 bits wide is."""
    name = name.encode()
    crc = zipfile.crc32(data)
    top = 0xFFFFFFFF
    extra = struct.pack("<HHQQ", 1, 16, len(data), len(data))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 33, crc, top, top, len(name), len(extra))
    body = local + name + extra + data
    extra = struct.pack("<HHQQQ", 1, 24, len(data), len(data), 0)
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 33, crc, top, top,
                        len(name), len(extra), 0, 0, 0, 0, top) + name + extra
    end64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, len(entry), len(body))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(body) + len(entry), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, top, top, 0)
    with open(path, "wb") as file:
        file.write(body + entry + end64 + locator + end)


def text(separator, header=None, line_break="\n", values=scores):
    lines = [] if header is None else [separator.join(header)]
    for label, values in zip(labels, values):
        lines.append(separator.join([str(label)] + [repr(float(value)) for value in values]))
    return line_break.join(lines) + line_break


for name, array in arrays():
    with open(f"{name}.npy", "wb") as file:
        file.write(npy(array))
for version in [(2, 0), (3, 0)]:
    with open(f"version-{version[0]}.npy", "wb") as file:
        file.write(npy(scores.astype("<f4"), version))

single = scores.astype("<f4")
np.savez("stored.npz", predictions=single, labels=labels)
np.savez_compressed("deflated.npz", predictions=single, labels=labels)
np.savez_compressed("deflated-f8-fortran.npz", logits=np.asfortranarray(scores), y=labels)
np.savez_compressed("deflated-f8.npz", logits=scores, y=labels)
np.savez("unnamed.npz", single, labels)
np.savez("ambiguous.npz", a=single, b=single, c=labels, d=labels)
np.savez("two-labels.npz", predictions=single, c=labels, d=labels)
np.savez("with-objects.npz", predictions=single, labels=labels, names=np.array([None], dtype=object))
np.savez("one-hot.npz", predictions=single, targets=np.eye(4, dtype="<f4")[labels])
zip64_with_descriptor("zip64-descriptor.npz", "predictions.npy", npy(single))
zip64_directory("zip64.npz", "predictions.npy", npy(single))

save_file({"logits": single, "labels": labels}, "f32.safetensors", metadata={"made": "by numpy"})
save_file({"logits": scores.astype("f2"), "labels": labels.astype("u1")}, "f16.safetensors")
save_file({"logits": scores, "labels": labels.astype("i4")}, "f64.safetensors")
# numpy has no bfloat16; the scores have few enough bits for its upper half.
header = b'{"logits":{"dtype":"BF16","shape":[6,4],"data_offsets":[0,48]}}'
with open("bf16.safetensors", "wb") as file:
    upper = (single.view("<u4") >> 16).astype("<u2")
    file.write(struct.pack("<Q", len(header)) + header + upper.tobytes())

names = ["label", "a", "b", "c", "d"]
tables = {
    "plain.csv": text(","),
    "header.csv": text(",", names),
    "header.tsv": text("\t", names),
    "semicolons.csv": text(";", names),
    "crlf.csv": text(",", names, "\r\n"),
    "spaces.txt": text(" "),
    "probabilities.csv": text(",", names, values=probabilities),
    "quoted.csv": text(",", ['"the, label"', '"a ""b"""', "b", "c", "d"]).replace("-2.0", '"-2.0"'),
    "comments.csv": "# made by hand\n\n" + text(",").replace("\n", "\n\n# more\n"),
    "labels.txt": "".join(f"{label}\n" for label in labels),
    "labels-float.txt": "".join(f"{float(label)}\n" for label in labels),
}
for name, content in tables.items():
    with open(name, "w", newline="") as file:
        file.write(content)
with open("compressed.csv", "wb") as file:
    file.write(gzip.compress(text(",", names).encode(), mtime=0))
