#!/usr/bin/env python3
"""Takes the pictures of a report in README.md and Guides/Report.md, on the outputs of the sample network trained
with focal loss. `make test-report` makes the environment that this needs.

  .build-browser/venv/bin/python Scripts/report_images.py CALIBRATE
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "Samples/cifar10-focal-3"
IMAGES = ROOT / "Guides/Images"


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} CALIBRATE")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = pathlib.Path(folder) / "report.html"
        subprocess.run(
            [sys.argv[1], "report", "--fit", SAMPLE / "validation.npz", "--test", SAMPLE / "test.npz", "-o", page_file],
            check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"])
        for name, width, height, place in [("wide", 1440, 900, "#reliability"), ("narrow", 390, 840, ".live")]:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(page_file.as_uri())
            page.locator(place).evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top - 12)")
            page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / f"report-{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
