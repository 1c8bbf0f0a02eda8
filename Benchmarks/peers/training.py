#!/usr/bin/env python3
"""Images a second in training ResNet-20 with batches of 128: ours, with the images read, augmented and counted,
against PyTorch on one batch that lies in memory. Both have the same threads, cross-entropy, SGD with momentum, and
channels last. They take turns for some dozens of steps, each time in a process of its own and after as many steps that
do not count; the ratios are of neighbouring turns, since a machine that others use is not the same a minute later.

  training.py --ours CALIBRATE_TRAIN [--rounds 7] [--steps 40] [--threads N]
"""

import argparse
import concurrent.futures
import json
import multiprocessing
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


def peer(steps, threads):
    torch.set_num_threads(threads)
    network = ResNet20().to(memory_format=torch.channels_last)
    assert sum(p.numel() for p in network.parameters()) == 269_722
    optimizer = torch.optim.SGD(network.parameters(), 0.1, momentum=0.9, weight_decay=5e-4, foreach=True)
    images = torch.randn(BATCH, 3, 32, 32).to(memory_format=torch.channels_last)
    labels = torch.randint(0, 10, (BATCH,))

    def train():
        for _ in range(steps):
            optimizer.zero_grad()
            F.cross_entropy(network(images), labels).backward()
            optimizer.step()

    train()
    start = time.perf_counter()
    train()
    return BATCH * steps / (time.perf_counter() - start)


def in_new_process(function, *arguments):
    spawning = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=spawning) as process:
        return process.submit(function, *arguments).result()


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
        # The first epoch is the steps that do not count.
        return json.loads((run / "log.jsonl").read_text().splitlines()[-1])["images_per_second"]


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    print(f"torch {torch.__version__}, {options.threads} threads, {options.rounds} rounds of {options.steps} steps")
    print("load before   ours  PyTorch  ratio")
    rates = []
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder)
        # One batch more, which the validation part takes.
        write_images(data, BATCH * (options.steps + 1))
        turns = {
            "ours": lambda: ours(options.ours, data, options.threads),
            "PyTorch": lambda: in_new_process(peer, options.steps, options.threads),
        }
        for number in range(options.rounds):
            load = os.getloadavg()[0]
            # Who begins alternates, so that a machine that slows down favours neither.
            order = sorted(turns, reverse=number % 2 == 1)
            rate = {name: turns[name]() for name in order}
            rates.append(rate)
            print(f"{load:11.1f} {rate['ours']:6.0f} {rate['PyTorch']:8.0f} {rate['ours'] / rate['PyTorch']:6.2f}", flush=True)
    for name in turns:
        print(f"{name:8} {spread([rate[name] for rate in rates], 0)} images/s")
    print(f"ratio    {spread([rate['ours'] / rate['PyTorch'] for rate in rates], 2)}")


if __name__ == "__main__":
    main()
