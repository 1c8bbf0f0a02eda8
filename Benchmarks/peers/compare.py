"""Times our fits and those of the Python packages on the same data, checks that the results agree, and prints one table.

    python compare.py --ours PROGRAM --data DIR --json OUT [--sizes 10000x10,10000x100,50000x1000] [--repeat N]

PROGRAM is the built fit-times; DIR holds what make_data.py wrote. Ours and theirs run one after the other, size by size, each in a
process of its own. Every result is judged by the same function, the float64 negative log-likelihood of peers.py. OUT is a list of the
records that peers.py describes, ours among them, with nll_excess and reached_optimum against the best of all.

Exits with 1 when the results do not agree: when ours is worse than the best peer by more than 1e-7 in mean NLL, when no peer reaches
the optimum of temperature scaling within 1e-6, or when what our fit reports as its NLL is not what the judge finds within 1e-6.
"""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import numpy as np

import peers

OURS = "swift-calibration"
TOLERANCE = 1e-7  # how much worse than the best peer ours may be
REPORTED = 1e-6  # how far the NLL that our fit reports may be from the judge's


def run_ours(program, path, repeat):
    """The records of our fits on one file."""
    done = subprocess.run([program, str(path), "--repeat", str(repeat), "--grid"], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"compare.py: {program} failed")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [{"gamma": None, "extrapolated_from": None, "note": None, "error": None} | record for record in records]


def run_peers(options, size):
    """The records of the Python packages on one size."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "peers.json"
        script = pathlib.Path(peers.__file__)
        command = [sys.executable, script, "--data", options.data, "--json", out, "--sizes", size, "--repeat", str(options.repeat)]
        # Its lines are progress here; the table comes at the end.
        done = subprocess.run(command, stdout=sys.stderr)
        if done.returncode != 0:
            sys.exit("compare.py: peers.py failed")
        return json.loads(out.read_text())


def judge(records, path):
    """Replaces the NLL that our fits report by the judge's, and compares everybody to the best. Returns complaints."""
    with np.load(path) as archive:
        logits, labels = archive["logits"], archive["labels"].astype(np.int64)
    complaints = []
    for record in records:
        if record["package"] == OURS:
            reported = record["nll"]
            record["nll"] = float(peers.negative_log_likelihood(logits, labels, record["temperature"], record["gamma"] or 0.0))
            if abs(record["nll"] - reported) > REPORTED:
                complaints.append(f"{record['name']} reports an NLL of {reported:.9f} for {record['method']}; it is {record['nll']:.9f}")
    peers.compare_to_best(records)
    return complaints


def find(records, name, method):
    return next(record for record in records if record["name"] == name and record["method"] == method)


def disagreements(records):
    """What is wrong with the results of one size, in words."""
    complaints = []
    for method in ("temperature", "focal-temperature"):
        ours = find(records, OURS, method)
        theirs = [record["nll"] for record in records
                  if record["package"] != OURS and record["method"] == method and record["nll"] is not None]
        if theirs and ours["nll"] > min(theirs) + TOLERANCE:
            complaints.append(f"our {method} scaling ends {ours['nll'] - min(theirs):.1e} above the best peer")
    if not peers_at_optimum(records):
        complaints.append("no peer reached the optimum of temperature scaling")
    if find(records, OURS, "focal-temperature")["nll"] > find(records, OURS, "temperature")["nll"] + TOLERANCE:
        complaints.append("our focal temperature scaling ends above our temperature scaling, which it contains")
    return complaints


def peers_at_optimum(records):
    return [record for record in records
            if record["package"] != OURS and record["method"] == "temperature" and record["reached_optimum"]]


def remark(record):
    """What to know about a line of the table."""
    remarks = [record["error"], record["note"]]
    if record["reached_optimum"] is False and record["error"] is None:
        # The grid is not meant to reach the optimum between its points.
        kind = "best grid point" if "grid" in record["name"] else "NOT at the optimum, not counted"
        remarks.append(f"{kind}: NLL {record['nll_excess']:.1e} too high")
    return "; ".join(text for text in remarks if text)


def significant(seconds):
    return "-" if seconds is None else f"{seconds:.4f}" if seconds < 10 else f"{seconds:.1f}"


def ratio(record, ours):
    return "-" if record["seconds"] is None else f"{record['seconds'] / ours['seconds']:.2f}"


def table(records):
    """The lines of the table: columns as wide as they need to be."""
    rows = [["size", "method", "package", "version", "seconds", "÷ our T", "÷ our T,γ", "NLL", "note"]]
    for record in records:
        of_size = [other for other in records if other["size"] == record["size"]]
        version = record["version"] if "version" in record else "this one"
        nll = "-" if record["nll"] is None else f"{record['nll']:.9f}"
        rows.append([record["size"], record["method"], record["name"], version or "-", significant(record["seconds"]),
                     ratio(record, find(of_size, OURS, "temperature")), ratio(record, find(of_size, OURS, "focal-temperature")),
                     nll, remark(record)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    numeric = {4, 5, 6, 7}
    return ["  ".join(f"{cell:>{width}}" if column in numeric else f"{cell:<{width}}"
                      for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]


def summary(size, records):
    """Who is the fastest peer, and how much faster ours is."""
    fastest = min(peers_at_optimum(records), key=lambda record: record["seconds"], default=None)
    if fastest is None:
        return f"{size}: no peer reached the optimum"
    ours, focal = find(records, OURS, "temperature"), find(records, OURS, "focal-temperature")
    grid = find(records, "torch-grid", "focal-temperature")
    against_grid = "" if grid["seconds"] is None else f", and {ratio(grid, focal)} times as fast as the published grid in torch"
    return (f"{size}: the fastest peer at the optimum of temperature scaling is {fastest['name']} with {significant(fastest['seconds'])} s. "
            f"Our temperature scaling is {ratio(fastest, ours)} times as fast, our focal temperature scaling "
            f"{ratio(fastest, focal)} times{against_grid}.")


def machine():
    """The processor, as far as the system tells."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    except OSError:
        name = platform.machine()
    return f"{os.cpu_count()} cores ({name}), load at the start {os.getloadavg()[0]:.1f}"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True, metavar="PROGRAM", help="the built fit-times")
    parser.add_argument("--data", type=pathlib.Path, required=True, metavar="DIR", help="the folder with {size}.npz")
    parser.add_argument("--json", type=pathlib.Path, required=True, metavar="OUT", help="the file to write")
    parser.add_argument("--sizes", default=peers.SIZES, help=f"default: {peers.SIZES}")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="timed fits after the warm-up; default: 5")
    return parser.parse_args()


def main():
    options = parse_arguments()
    header = machine()
    records, complaints, summaries = [], [], []
    for size in options.sizes.split(","):
        path = options.data / f"{size}.npz"
        of_size = run_ours(options.ours, path, options.repeat) + run_peers(options, size)
        of_size.sort(key=lambda record: (record["method"] != "temperature", record["package"] != OURS))
        found = judge(of_size, path)
        complaints += [f"{size}: {complaint}" for complaint in found + disagreements(of_size)]
        summaries.append(summary(size, of_size))
        records += of_size
        options.json.write_text(json.dumps(records, indent=1) + "\n")
    print(f"\n{header}\n")
    print("\n".join(table(records)) + "\n")
    print("\n".join(summaries))
    if complaints:
        sys.exit("The results do not agree.\n" + "\n".join(complaints))
    print("The results agree.")


if __name__ == "__main__":
    main()
