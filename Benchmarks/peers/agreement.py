"""Runs our calibrate and the peers on the same rows, and prints ours, theirs, the difference and what to make of it.

    python agreement.py --calibrate PROGRAM [--data DIR] [--markdown OUT] [--fixture OUT] [--files NAME,...]

DIR holds the outputs of real networks (densenet-bc-100-cifar-100.npz and so on); files that are not there are left out, and said so. A
small generated set is always run. The first half of the rows of each is fitted, the second is the test. Our figures are those of the
command line, read from its files and its JSON.

Methods are compared by the score on the test half, computed by one function from the log-probabilities of both; metrics are compared
for the outputs as they are, and after temperature scaling. A difference within the tolerance of 1e-4 (methods) or 1e-6 (metrics) agrees.
A larger one must have a convention that explains it, and stay within what that can do; anything else is an error, and the exit code 1.

OUT of --markdown is the table with the largest difference over the files; OUT of --fixture holds the peers' values for the tests.
"""

import argparse
import contextlib
import importlib.metadata
import io
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import log_softmax

from peer_fits import PEER_FITS, Split, one_versus_rest_log_odds
from peer_metrics import PEER_METRICS

FILES = ["densenet-bc-100-cifar-100.npz", "wideresnet-16-4-cifar-10.npz", "lenet-5-cifar-10.npz", "resnet-110-cifar-10h.csv"]
GENERATED = "generated"
SEED = 20250301
EXACT = {"nll": 1e-4, "brier": 1e-4, "metric": 1e-6}  # what agrees without a convention


@dataclass(frozen=True)
class Line:
    """One line of the table: of a method on a problem, or of a metric of the outputs in a state."""

    what: str
    package: str
    peer: str
    file: str
    score: str
    ours: float
    theirs: float
    tolerance: float
    convention: str | None
    problem: str | None = None
    state: str | None = None
    undefined: int = 0  # rows for which the peer gives NaN, which are left out

    @property
    def difference(self):
        return self.ours - self.theirs

    @property
    def agrees(self):
        return abs(self.difference) <= EXACT[self.score]

    @property
    def is_explained(self):
        return self.convention is not None and abs(self.difference) <= self.tolerance

    @property
    def verdict(self):
        words = "agrees" if self.agrees else self.convention if self.is_explained else "DISAGREES"
        return f"{words}; the peer gives NaN in {self.undefined} rows" if self.undefined else words


# The rows -------------------------------------------------------------------------------------------------------------


def generate():
    """Over-confident logits of four classes, with labels; multiples of 1/1024, which Float32 and JSON hold exactly."""
    random = np.random.default_rng(SEED)
    rows, classes = 600, 4
    logits = np.round(1024 * 2.5 * random.standard_normal((rows, classes))) / 1024
    labels = (logits / 1.8 + random.gumbel(size=logits.shape)).argmax(axis=1)
    return logits.astype(np.float32), labels.astype(np.int64)


def read(path):
    """The probabilities and labels of a file."""
    if path.suffix == ".csv":
        table = np.loadtxt(path, delimiter=",")
        return table[:, 11:21].astype(np.float32), table[:, 0].astype(np.int64)
    with np.load(path) as archive:
        return archive["predictions"].astype(np.float32), archive["ground_truth"].ravel().astype(np.int64)


def log_probabilities(scores, are_logits):
    """In float64, as calibrate reads them: 0 is the smallest normal Float32, and rows sum to 1."""
    scores = scores.astype(np.float64)
    logits = scores if are_logits else np.log(np.maximum(scores, np.finfo(np.float32).tiny))
    return log_softmax(logits, axis=1)


@dataclass(frozen=True)
class Problem:
    """Rows to compare on, in memory and in files that calibrate reads."""

    file: str
    split: Split
    fit_path: pathlib.Path
    test_path: pathlib.Path

    @property
    def class_count(self):
        return 2 if self.split.fit.ndim == 1 else self.split.fit.shape[1]


def make_problems(name, scores, labels, are_logits, folder):
    """The problem of all classes, and that of the confidence."""
    half = len(labels) // 2
    logs = log_probabilities(scores, are_logits)
    # One rounding to Float32, which is what our files hold, before anybody sees the log-odds.
    odds = one_versus_rest_log_odds(logs).max(axis=1).astype(np.float32)
    hits = (logs.argmax(axis=1) == labels).astype(np.int64)
    parts = {"fit": slice(0, half), "test": slice(half, None)}
    for part, rows in parts.items():
        key = "logits" if are_logits else "probabilities"
        np.savez(folder / f"{name}-classes-{part}.npz", labels=labels[rows], **{key: scores[rows]})
        np.savez(folder / f"{name}-confidence-{part}.npz", labels=hits[rows], logits=odds[rows, None])
    wide = odds.astype(np.float64)
    splits = {
        "classes": Split(logs[:half], labels[:half], logs[half:], labels[half:]),
        "confidence": Split(wide[:half], hits[:half], wide[half:], hits[half:]),
    }
    return {problem: Problem(name, split, *(folder / f"{name}-{problem}-{part}.npz" for part in parts))
            for problem, split in splits.items()}


# Ours -----------------------------------------------------------------------------------------------------------------


class Calibrate:
    """Our command line."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"agreement.py: calibrate {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def fit(self, problem, method):
        """The path of the calibrator."""
        path = self.folder / f"{problem.fit_path.stem}-{method}.json"
        kind = ["--kind", "logits"] if problem.split.fit.ndim == 1 else []
        self.run("fit", problem.fit_path, "--method", method, "-o", path, *kind)
        return path

    def predict(self, problem, method):
        """The log-probabilities of the test rows."""
        out = self.folder / "ours.npy"
        kind = ["--kind", "logits"] if problem.split.fit.ndim == 1 else []
        self.run("apply", self.fit(problem, method), problem.test_path, "-o", out, "--log-probabilities", *kind)
        logs = np.load(out).astype(np.float64)
        if problem.split.fit.ndim == 1:
            event = logs[:, 0]
            # Of one column only the event's logarithm is written; the other follows where it is not too close to 0.
            return np.column_stack([np.log(-np.expm1(np.minimum(event, -1e-30))), event])
        return logs

    def evaluate(self, problem, calibrator=None):
        """The metrics of the test rows."""
        chosen = ["--calibrator", calibrator] if calibrator else []
        report = json.loads(self.run("evaluate", problem.test_path, "--all-metrics", "--resamples", 1, "--json", *chosen))
        values = {name: estimate["value"] for name, estimate in report["metrics"].items()}
        values |= {name: report["slow_metrics"][name]["value"] for name in ("smooth_ece", "mmce")}
        return values


# The comparison -------------------------------------------------------------------------------------------------------


def score_of(name, logs, labels):
    if name == "nll":
        return float(-np.take_along_axis(logs, labels[:, None], axis=1).mean())
    return float(((np.exp(logs) - np.eye(logs.shape[1])[labels]) ** 2).sum(axis=1).mean())


@contextlib.contextmanager
def quiet():
    """Keeps the packages' remarks out of the table."""
    logging.getLogger().setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def compare_methods(calibrate, problems):
    ours = {}
    for fit in PEER_FITS:
        problem = problems[fit.problem]
        if problem.class_count > fit.largest:
            continue
        key = (fit.method, fit.problem)
        if key not in ours:
            ours[key] = calibrate.predict(problem, fit.method)
        with quiet():
            theirs = fit.predict(problem.split)
        defined = ~np.isnan(theirs).any(axis=1)
        labels = problem.split.test_labels[defined]
        yield Line(fit.method, fit.package, fit.peer, problem.file, fit.score, score_of(fit.score, ours[key][defined], labels),
                   score_of(fit.score, theirs[defined], labels), fit.tolerance, fit.convention, fit.problem,
                   undefined=int((~defined).sum()))


def compare_metrics(calibrate, problem):
    calibrator = calibrate.fit(problem, "temperature")
    temperature = json.loads(calibrator.read_text())["parameters"]["temperature"]
    labels = problem.split.test_labels
    for state, chosen, divisor in (("uncalibrated", None, 1.0), ("temperature", calibrator, temperature)):
        ours = calibrate.evaluate(problem, chosen)
        probabilities = np.exp(log_softmax(problem.split.test / divisor, axis=1))
        for metric in PEER_METRICS:
            with quiet():
                theirs = metric.compute(probabilities, labels)
            yield Line(metric.metric, metric.package, metric.peer, problem.file, "metric", ours[metric.metric], theirs,
                       metric.tolerance, metric.convention, state=state)


# The tables -----------------------------------------------------------------------------------------------------------


def columns(line):
    where = f"{line.what}, confidence" if line.problem == "confidence" else line.what
    file = f"{line.file}, T" if line.state == "temperature" else line.file
    score = "" if line.score == "metric" else line.score
    return [where, f"{line.package} {line.peer}", file, score, f"{line.ours:.7f}", f"{line.theirs:.7f}", f"{line.difference:+.1e}",
            line.verdict]


def text(lines):
    rows = [["what", "peer", "file", "score", "ours", "peer's", "difference", "verdict"]] + [columns(line) for line in lines]
    widths = [max(len(row[index]) for row in rows) for index in range(8)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def largest_differences(lines):
    """Of every comparison the line that differs most."""
    worst = {}
    for line in lines:
        key = (line.what, line.problem, line.package, line.peer)
        if key not in worst or abs(line.difference) > abs(worst[key].difference):
            worst[key] = line
    return list(worst.values())


def markdown(lines):
    def table(chosen, heading):
        rows = "\n".join("| " + " | ".join(cell for index, cell in enumerate(columns(line)) if heading[index]) + " |" for line in chosen)
        titles = [title for title in heading if title]
        rule = ["---:" if title in ("ours", "peer's", "difference") else "---" for title in titles]
        return f"| {' | '.join(titles)} |\n| {' | '.join(rule)} |\n{rows}\n"

    worst = largest_differences(lines)
    methods = [line for line in worst if line.score != "metric"]
    metrics = [line for line in worst if line.score == "metric"]
    names = ["peer", "on", "score", "ours", "peer's", "difference", "verdict"]
    return (table(methods, ["method"] + names) + "\n"
            + table(metrics, ["metric", "peer", "on", None, "ours", "peer's", "difference", "verdict"]))


def versions():
    packages = sorted({fit.package for fit in PEER_FITS} | {metric.package for metric in PEER_METRICS} | {"torch", "numpy"})
    return ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)


def fixture(lines, generated):
    """What the tests need: the generated rows, and the peers' values; their metrics of real networks are held elsewhere."""
    logits, labels = generated
    records = [{"file": line.file, "name": line.what, "problem": line.problem, "state": line.state, "score": line.score, "peer": f"{line.package} {line.peer}",
                "value": line.theirs, "tolerance": line.tolerance if line.convention else EXACT[line.score]} for line in lines if (line.file == GENERATED or line.problem) and not line.undefined]
    return {"versions": versions(), "seed": SEED, "logits": logits.ravel().tolist(), "labels": labels.tolist(), "records": records}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calibrate", required=True, metavar="PROGRAM", help="the built calibrate")
    parser.add_argument("--data", type=pathlib.Path, metavar="DIR", help="the folder with the outputs of real networks")
    parser.add_argument("--files", default=",".join(FILES), metavar="NAME,...", help="only these of them")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="OUT", help="write the largest differences as a table")
    parser.add_argument("--fixture", type=pathlib.Path, metavar="OUT", help="write the peers' values for the tests")
    return parser.parse_args()


def main():
    options = parse_arguments()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        calibrate = Calibrate(options.calibrate, folder)
        generated = generate()
        inputs = [(GENERATED, *generated, True)]
        for name in options.files.split(","):
            path = options.data / name if options.data else None
            if path is None or not path.exists():
                print(f"agreement.py: {name} is not there and is left out", file=sys.stderr)
                continue
            inputs.append((path.stem, *read(path), False))
        for name, scores, labels, are_logits in inputs:
            print(f"{name} …", file=sys.stderr, flush=True)
            problems = make_problems(name, scores, labels, are_logits, folder)
            lines += compare_methods(calibrate, problems)
            lines += compare_metrics(calibrate, problems["classes"])
    print(text(lines))
    print(f"\n{versions()}")
    if options.markdown:
        options.markdown.write_text(markdown(lines))
    if options.fixture:
        # One record on each line, so that differences can be read.
        options.fixture.write_text(json.dumps(fixture(lines, generated)).replace('{"file"', '\n{"file"') + "\n")
    wrong = [line for line in lines if not line.agrees and not line.is_explained]
    if wrong:
        sys.exit(f"{len(wrong)} of {len(lines)} comparisons disagree:\n{text(wrong)}")
    print(f"All {len(lines)} comparisons agree, or differ by a convention within its bound.")


if __name__ == "__main__":
    main()
