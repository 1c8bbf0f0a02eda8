"""Our methods and probmetrics' logistic, which is structured matrix scaling, over the same random halves of the outputs of real networks.

    python splits.py --ours DIR --data DIR [--theirs DIR] [--markdown OUT]

The DIR of --ours holds what random-splits --matrix --export wrote: for every split the order of the rows and the NLL of our methods on
the second half. The peer is fitted on the same first half and judged on the same second half. That takes it an hour with a hundred
classes: the DIR of --theirs keeps the NLLs it has reached, one file for each of ours, and a later run goes on from there.

Printed are mean NLLs, the paired differences to the peer with 95 % intervals, and in how many splits ours is better. Splits share rows: the
intervals are of the corrected resampled t-test (Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning, 2003).
"""

import argparse
import json
import pathlib
import sys

import numpy as np
from scipy.stats import t as student

import agreement
import peers
from peer_fits import Split, probmetrics_named

METHODS = ["temperature", "structured-vector", "structured-matrix", "focal-structured-vector", "focal-structured-matrix"]


def peer_losses(logs, labels, orders, known):
    """The NLL of probmetrics' logistic on the second half of each order, of which the first are known."""
    yield from known
    fit = probmetrics_named("logistic")
    for index in range(len(known), len(orders)):
        order = orders[index]
        first, second = np.array(order[: len(order) // 2]), np.array(order[len(order) // 2 :])
        with agreement.quiet():
            predicted = fit(Split(logs[first], labels[first], logs[second], labels[second]))
        print(f"split {index + 1} of {len(orders)}", file=sys.stderr, flush=True)
        yield agreement.score_of("nll", predicted, labels[second])


def kept_peer_losses(logs, labels, orders, file):
    """The same, kept in a file as they come, unless that is None."""
    losses = []
    known = json.loads(file.read_text())[: len(orders)] if file and file.exists() else []
    for loss in peer_losses(logs, labels, orders, known):
        losses.append(loss)
        if file and len(losses) > len(known):
            file.write_text(json.dumps(losses))
    return np.array(losses)


def interval(differences):
    """The mean and the half-width of its interval; both halves are of one size, so that the correction adds 1."""
    count = len(differences)
    error = np.sqrt((1 / count + 1) * np.var(differences, ddof=1))
    return differences.mean(), student.ppf(0.975, count - 1) * error


def lines(name, ours, theirs):
    """The rows of the table for one file."""
    yield f"| {name} | probmetrics `logistic` | {theirs.mean():.4f} | | |"
    for method in METHODS:
        losses = np.array([split["nll"][method] for split in ours])
        mean, half = interval(losses - theirs)
        share = 100 * mean / theirs.mean()
        yield (f"| | `{method}` | {losses.mean():.4f} | {mean:+.4f} [{mean - half:+.4f}, {mean + half:+.4f}], {share:+.2f} % | "
               f"{(losses < theirs).sum()} of {len(ours)} |")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", type=pathlib.Path, required=True, metavar="DIR", help="what random-splits --export wrote")
    parser.add_argument("--data", type=pathlib.Path, required=True, metavar="DIR", help="the outputs of real networks")
    parser.add_argument("--theirs", type=pathlib.Path, metavar="DIR", help="keep the peer's NLLs there, and go on from those kept")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="OUT", help="write the table there too")
    return parser.parse_args()


def main():
    options = parse_arguments()
    peers.quiet()
    table = ["| outputs | method | mean NLL | difference to the peer | better in |", "| --- | --- | ---: | --- | --- |"]
    for path in sorted(options.data.iterdir()):
        exported = options.ours / f"{path.stem}.json"
        if not exported.exists():
            continue
        ours = json.loads(exported.read_text())
        scores, labels = agreement.read(path)
        kept = options.theirs / exported.name if options.theirs else None
        theirs = kept_peer_losses(agreement.log_probabilities(scores, False), labels, [split["order"] for split in ours], kept)
        table += lines(path.stem, ours, theirs)
        print("\n".join(table), flush=True)
    if options.markdown:
        options.markdown.write_text("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
