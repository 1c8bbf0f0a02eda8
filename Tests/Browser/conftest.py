"""Pages as `calibrate` writes them, in a real browser.

The tests run the program that `--calibrate` names on the outputs in Samples/ and open what it writes in Chromium
(CHROMIUM names another). Every page must stay silent in the console and ask nothing of the network.
"""

import os
import pathlib
import shutil
import subprocess

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Samples"
WIDTHS = (1440, 390)


def pytest_addoption(parser):
    parser.addoption("--calibrate", required=True, help="the program under test")


class Program:
    """The program under test, run in a folder."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def __call__(self, *arguments):
        words = [self.path, *map(str, arguments)]
        result = subprocess.run(words, cwd=self.folder, capture_output=True, text=True)
        assert result.returncode == 0, f"{words}: {result.stderr}"
        return result.stdout


@pytest.fixture(scope="session")
def calibrate(request, tmp_path_factory):
    path = pathlib.Path(request.config.getoption("--calibrate")).resolve()
    return Program(str(path), tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def report(calibrate):
    """The report on the network trained with focal loss."""
    sample = SAMPLES / "cifar10-focal-3"
    calibrate(
        "report",
        *("--fit", sample / "validation.npz", "--test", sample / "test.npz"),
        *("--methods", "temperature,focal-temperature,structured-vector", "--resamples", 200),
        *("-o", "report.html"),
    )
    return calibrate.folder / "report.html"


@pytest.fixture(scope="session")
def calibrator(calibrate):
    """A fitted map of temperature and γ."""
    validation = SAMPLES / "cifar10-focal-3" / "validation.npz"
    calibrate("fit", validation, "--method", "focal-temperature", "-o", "calibrator.json")
    return calibrate.folder / "calibrator.json"


@pytest.fixture(scope="session")
def map_page(calibrate, calibrator):
    """The page of that map."""
    calibrate("explain", calibrator, "-o", "map.html")
    return calibrate.folder / "map.html"


@pytest.fixture(scope="session", params=["report", "map_page"])
def any_page(request):
    return request.getfixturevalue(request.param)


def write_random_outputs(path, rows, classes, seed):
    """Logits of an over-confident model, with labels."""
    random = np.random.default_rng(seed)
    logits = random.normal(scale=2.5, size=(rows, classes)).astype(np.float32)
    noise = random.gumbel(scale=1.8, size=logits.shape)
    np.savez(path, logits=logits, labels=(logits + noise).argmax(axis=1))


@pytest.fixture(scope="session")
def browser():
    executable = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    assert executable, "there is no chromium; run Tests/Browser/setup.sh"
    # Chromium's sandbox does not work as root, which containers often are.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Opens a file in a window of its own; what it says or asks for fails the test."""
    contexts, faults = [], []

    def watch(route):
        url = route.request.url
        if not url.startswith(("file:", "data:")):
            faults.append(f"asked for {url}")
            route.abort()
        else:
            route.continue_()

    def open_page(path, width=1440, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.route("**/*", watch)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
