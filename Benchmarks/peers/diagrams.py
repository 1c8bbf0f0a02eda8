"""Draws the reliability diagrams of netcal, relplot, torch-uncertainty and this package for the same rows.

    diagrams.py CALIBRATE [FOLDER]

CALIBRATE is the built command; FOLDER, Guides/Images by default, gets beside-netcal.png, beside-relplot.png,
beside-torch-uncertainty.png and beside-calibrate.png. Each package draws as it does when it is asked for a diagram
with 15 bins and nothing else; relplot's has no bins. Needs matplotlib and Pillow, which these packages bring, and rsvg-convert.
Versions: requirements.txt.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import netcal.presentation
import numpy as np
import relplot
import scipy.special
import torch
from PIL import Image
from torch_uncertainty.metrics.classification import CalibrationError

root = Path(__file__).resolve().parents[2]
sample = root / "Samples/cifar10-cross-entropy/test.npz"
bins = 15
# Pixels; two to three of these images stand beside each other on a page.
width = 420


def save(figure, path):
    """Writes a figure of its own size, scaled to the common width."""
    with tempfile.NamedTemporaryFile(suffix=".png") as drawn:
        figure.savefig(drawn.name, dpi=150, bbox_inches="tight")
        plt.close(figure)
        shrink(drawn.name, path)


def shrink(source, path):
    """Writes an image at the common width with a palette, which keeps the file small."""
    image = Image.open(source).convert("RGB")
    height = round(image.height * width / image.width)
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    image.quantize(256).save(path, optimize=True)


def main():
    calibrate = Path(sys.argv[1]).resolve()
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else root / "Guides/Images"
    archive = np.load(sample)
    logits = archive["logits"].astype(np.float64)
    labels = archive["labels"].astype(np.int64)
    probabilities = scipy.special.softmax(logits, axis=1)

    diagram = netcal.presentation.ReliabilityDiagram(bins=bins)
    save(diagram.plot(probabilities, labels), folder / "beside-netcal.png")

    # relplot's interval is a bootstrap with numpy's global generator.
    np.random.seed(1)
    confidences, correct = relplot.multiclass_logits_to_confidences(logits, labels)
    figure, _ = relplot.rel_diagram(confidences, correct)
    save(figure, folder / "beside-relplot.png")

    metric = CalibrationError(task="multiclass", num_classes=logits.shape[1], num_bins=bins)
    metric.update(torch.from_numpy(probabilities), torch.from_numpy(labels))
    figure, _ = metric.plot()
    save(figure, folder / "beside-torch-uncertainty.png")

    with tempfile.TemporaryDirectory() as made:
        drawn = Path(made) / "reliability.png"
        command = [calibrate, "plot", "reliability", sample, "-o", drawn, "--width", str(width)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shrink(drawn, folder / "beside-calibrate.png")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main()
