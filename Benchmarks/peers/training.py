#!/usr/bin/env python3
"""Images a second in training ResNet-20 with batches of 128: ours, with the images read, augmented and counted,
against PyTorch on one batch that lies in memory. Both have all cores and channels last, and take turns.

  training.py --ours CALIBRATE_TRAIN [--repeat 5] [--threads N]
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

import torch
import torch.nn.functional as F
from torch import nn

BATCH = 128


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.missing = outputs - inputs

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        if self.missing:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.missing // 2, self.missing // 2))
        return F.relu(y + x, inplace=True)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        shapes = [(16, 16), (16, 16), (16, 16), (16, 32), (32, 32), (32, 32), (32, 64), (64, 64), (64, 64)]
        self.blocks = nn.Sequential(*(Block(i, o, o // i) for i, o in shapes))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return self.fc(self.blocks(x).mean((2, 3)))


def peer(steps):
    network = ResNet20().to(memory_format=torch.channels_last)
    assert sum(p.numel() for p in network.parameters()) == 269_722
    optimizer = torch.optim.SGD(network.parameters(), 0.1, momentum=0.9, weight_decay=5e-4)
    images = torch.randn(BATCH, 3, 32, 32).to(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (BATCH,))

    def step():
        optimizer.zero_grad()
        F.cross_entropy(network(images), labels).backward()
        optimizer.step()

    for _ in range(5):
        step()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return BATCH * steps / (time.perf_counter() - start)


def write_images(folder, count):
    """CIFAR-10's binary files with random pixels."""
    generator = random.Random(1)
    for name, images in [(f"data_batch_{i}.bin", count // 5) for i in range(1, 6)] + [("test_batch.bin", 256)]:
        with open(folder / name, "wb") as file:
            for image in range(images):
                file.write(bytes([image % 10]) + generator.randbytes(3072))


def ours(program, data, threads):
    with tempfile.TemporaryDirectory() as folder:
        run = pathlib.Path(folder) / "run"
        subprocess.run(
            [program, "run", data, "-o", run, "--epochs", "2", "--threads", str(threads), "--quiet",
             "--train-sample", "128", "--validation", "128", "--evaluate-every", "2"],
            check=True)
        # The first epoch pays for what libtorch sets up once.
        return json.loads((run / "log.jsonl").read_text().splitlines()[-1])["images_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    print(f"torch {torch.__version__}, {options.threads} threads, load {os.getloadavg()[0]:.1f}")
    steps = 40
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder)
        write_images(data, BATCH * (steps + 1))
        pairs = [(ours(options.ours, data, options.threads), peer(steps)) for _ in range(options.repeat)]
    for index, name in enumerate(["ours", "PyTorch"]):
        rates = [pair[index] for pair in pairs]
        print(f"{name:8} {statistics.median(rates):6.0f} images/s  (from {min(rates):.0f} to {max(rates):.0f})")
    print(f"ratio    {statistics.median(a / b for a, b in pairs):6.2f}")


if __name__ == "__main__":
    main()
