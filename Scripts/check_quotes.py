#!/usr/bin/env python3
"""Runs the commands that guides quote, and compares what they print with the quotes; --update rewrites the quotes.

    check_quotes.py --calibrate PATH [--update] [FILE.md …]

A quote is the code block after a line `<!-- quote -->` of a tracked Markdown file. Its lines that begin with `$ ` are
commands, and the lines after each are what the command prints. A line `…` stands for any number of lines. Commands that
prepare a quote and are not shown stand in its mark, one after another: `<!-- quote after: calibrate … && … -->`. The
commands of a page run in one folder, in which `demo` has the files that `calibrate demo` copies. Times differ from run
to run and are not compared, nor are digits of numbers beyond the sixth where there are ten and more.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUOTE = re.compile(r"(^<!-- quote(?: after: (.*?))? -->\n```\n)(.*?)(^```\n)", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"^<!-- quote(?: after: .*?)? -->$", re.MULTILINE)
TIME = re.compile(r" *\b\d[\d,.]* (?:ms|s|min)\b")
LONG = re.compile(r"\b\d+\.\d{9,}\b")
ANY = "…"
SAMPLES = {"cifar10-cross-entropy": "", "cifar10-focal-3": "focal-"}


def prepare(folder):
    (folder / "demo").mkdir()
    for name, prefix in SAMPLES.items():
        for part in ("validation.npz", "test.npz"):
            shutil.copy(ROOT / "Samples" / name / part, folder / "demo" / (prefix + part))


def run(command, folder, calibrate):
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )
    return [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")] if done.stdout.strip() else []


def timeless(line):
    line = LONG.sub(lambda number: f"{float(number[0]):.6g}", TIME.sub(" TIME", line))
    return re.sub(r" {2,}", "  ", line).rstrip()


def equal(quoted, printed):
    return [timeless(line) for line in quoted] == [timeless(line) for line in printed]


def segments_of(lines):
    segments = [[]]
    for line in lines:
        if line.strip() == ANY:
            segments.append([])
        else:
            segments[-1].append(line)
    return segments


def matches(quoted, printed):
    """Whether the lines are those printed, with … for any number of them."""
    segments = segments_of(quoted)
    if len(segments) == 1:
        return equal(quoted, printed)
    first, last = segments[0], segments[-1]
    if len(first) + len(last) > len(printed):
        return False
    end = len(printed) - len(last)
    if not equal(first, printed[: len(first)]) or not equal(last, printed[end:]):
        return False
    place = len(first)
    for segment in segments[1:-1]:
        while place + len(segment) <= end and not equal(segment, printed[place : place + len(segment)]):
            place += 1
        if place + len(segment) > end:
            return False
        place += len(segment)
    return True


def updated(quoted, printed):
    """What is printed, with … where the quote has it at the start or the end; None where that cannot be known."""
    segments = segments_of(quoted)
    if len(segments) == 1:
        return printed
    if len(segments) > 2 or len(segments[0]) + len(segments[1]) > len(printed):
        return None
    first, last = len(segments[0]), len(segments[1])
    return printed[:first] + [ANY] + (printed[-last:] if last else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calibrate", required=True, type=Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "*.md"], check=True, capture_output=True, text=True
    ).stdout
    names = arguments.files or [name for name in listed.split("\0") if name]
    problems, count = [], 0
    for name in names:
        path = ROOT / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        if len(MARK.findall(text)) != len(QUOTE.findall(text)):
            problems.append(f"{name}: a mark of a quote has no ``` block right after it")
        if not QUOTE.search(text):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            (folder / "bin").mkdir()
            (folder / "bin" / "calibrate").symlink_to(arguments.calibrate.resolve())
            prepare(folder)

            def checked(found):
                nonlocal count
                if found[2]:
                    run(found[2], folder, arguments.calibrate)
                lines, result, place = found[3].rstrip("\n").split("\n"), [], 0
                while place < len(lines):
                    if not lines[place].startswith("$ "):
                        result.append(lines[place])
                        place += 1
                        continue
                    command = lines[place]
                    end = place + 1
                    while end < len(lines) and not lines[end].startswith("$ "):
                        end += 1
                    quoted, place = lines[place + 1 : end], end
                    gap = []
                    while quoted and not quoted[-1]:
                        gap.append(quoted.pop())
                    printed = run(command[2:], folder, arguments.calibrate)
                    count += 1
                    if not matches(quoted, printed):
                        new = updated(quoted, printed) if arguments.update else None
                        if new is None:
                            output = "".join(f"\n    {each}" for each in printed)
                            problems.append(f"{name}: the quoted command\n  {command}\n  prints{output}")
                        else:
                            quoted = new
                    result += [command] + quoted + gap
                return found[1] + "\n".join(result) + "\n" + found[4]

            changed = QUOTE.sub(checked, text)
        if arguments.update and changed != text:
            path.write_text(changed, encoding="utf-8")
    for problem in problems:
        print(problem)
    print(f"{count} quoted commands, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
