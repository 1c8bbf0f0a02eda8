"""Sliders recompute what the library would say, stop at the optimum, and work from the keyboard."""

import base64
import json
import math

import numpy as np
import pytest

T, GAMMA = "temperature", "gamma"
METRICS = {"nll": "nll", "ece": "ece", "accuracy": "accuracy", "confidence": "mean_confidence"}


class Live:
    """The part of a page that calculates."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(".live")

    def slider(self, parameter):
        return self.root.locator(f"[data-parameter={parameter}] input[type=range]")

    def field(self, parameter):
        return self.root.locator(f"[data-parameter={parameter}] input[type=number]")

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def settle(self):
        """Waits until what was changed has been drawn."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def set(self, temperature, gamma):
        self.field(T).fill(repr(temperature))
        self.field(GAMMA).fill(repr(gamma))
        self.settle()

    def value(self, result):
        return float(self.root.locator(f"[data-result={result}]").get_attribute("data-value"))

    def choice(self, name):
        button = self.button(name)
        return [float(button.get_attribute(f"data-{each}")) for each in (T, GAMMA)]

    def pressed(self):
        return self.root.locator(".choices [aria-pressed=true]").all_inner_texts()


@pytest.fixture
def live(report, open_page):
    return Live(open_page(report))


def sample(page):
    """The rows that the page calculates on."""
    packed = json.loads(page.locator("script.sample").text_content())

    def array(name, kind):
        return np.frombuffer(base64.b64decode(packed[name]), dtype=kind)

    labels = array("labels", "<i4")
    codes = array("codes", "<u2").reshape(packed["rows"], packed["classes"])
    gaps = codes.astype(np.float32) * array("steps", "<f4")[:, None]
    gaps[codes == 65535] = np.inf
    gaps[np.arange(len(labels)), labels] = array("label_gaps", "<f4")
    return -gaps, labels


def library_metrics(calibrate, calibrator, path, temperature, gamma):
    contents = json.loads(calibrator.read_text())
    contents["parameters"] = {"temperature": temperature, "gamma": gamma}
    edited = calibrate.folder / "edited.json"
    edited.write_text(json.dumps(contents))
    output = calibrate("evaluate", path, "--calibrator", edited, "--resamples", 2, "--json")
    return json.loads(output)["metrics"]


POINTS = [(1.0, 0.0), (0.65, 0.0), (0.81, 0.81), (2.3, -0.5), (0.5, -1.0), (3.7, 4.0), (0.3, 12.0), (8.0, 0.2)]


def test_numbers_are_the_library_s(live, calibrate, calibrator):
    logits, labels = sample(live.page)
    path = calibrate.folder / "sample.npz"
    np.savez(path, logits=logits, labels=labels)
    for temperature, gamma in POINTS:
        live.set(temperature, gamma)
        expected = library_metrics(calibrate, calibrator, path, temperature, gamma)
        for result, metric in METRICS.items():
            assert live.value(result) == pytest.approx(expected[metric]["value"], abs=1e-6), (
                f"{metric} at T = {temperature}, γ = {gamma}"
            )


def test_first_numbers_are_the_library_s_too(live, calibrate, calibrator):
    """Before anything is touched they are written by the library; the scripts must agree."""
    before = {result: live.value(result) for result in METRICS}
    live.button("No map").click()
    live.settle()
    assert live.value("nll") != before["nll"]
    live.button("Optimum").click()
    live.settle()
    for result, value in before.items():
        assert live.value(result) == pytest.approx(value, abs=1e-9)


def test_nearest_temperature_is_the_library_s(map_page, open_page, calibrator, calibrate):
    live = Live(open_page(map_page))
    contents = json.loads(calibrator.read_text())
    for temperature, gamma in POINTS:
        live.set(temperature, gamma)
        contents["parameters"] = {"temperature": temperature, "gamma": gamma}
        contents["classes"] = 2
        edited = calibrate.folder / "edited.json"
        edited.write_text(json.dumps(contents))
        expected = json.loads(calibrate("explain", edited, "--json"))["nearest_temperature"]
        assert live.value("nearest-temperature") == pytest.approx(expected["temperature"], abs=1e-9)
        assert live.value("bound") == pytest.approx(expected["log_odds_deviation"], abs=1e-9)


def test_buttons_choose_maps(live):
    assert live.pressed() == ["Optimum"]
    for name in ("No map", "Temperature scaling", "Optimum"):
        live.button(name).click()
        assert live.pressed() == [name]
        temperature, gamma = live.choice(name)
        assert float(live.field(T).input_value()) == pytest.approx(temperature, rel=1e-4)
        assert float(live.field(GAMMA).input_value()) == pytest.approx(gamma, rel=1e-4)


def test_the_optimum_has_the_least_nll_nearby(live):
    """The sample is of the test rows and the optimum of the fitting rows, so by a margin."""
    at_optimum = live.value("nll")
    for factor in (0.8, 1.25):
        temperature, gamma = live.choice("Optimum")
        live.set(temperature * factor, gamma)
        assert live.value("nll") > at_optimum


def test_arrow_keys_move_and_stop_at_the_optimum(live):
    live.slider(T).focus()
    for _ in range(5):
        live.page.keyboard.press("ArrowRight")
    live.settle()
    assert live.pressed() == []
    moved = float(live.field(T).input_value())
    step = float(live.slider(T).get_attribute("step"))
    optimum = live.choice("Optimum")[0]
    assert math.log(moved / optimum) == pytest.approx(5 * step, abs=step)
    for _ in range(5):
        live.page.keyboard.press("ArrowLeft")
    live.settle()
    assert live.pressed() == ["Optimum"]
    live.page.keyboard.press("ArrowLeft")
    live.settle()
    assert float(live.field(T).input_value()) < optimum


def test_arrow_keys_pass_every_mark(live):
    """Stops must not hold: from one end to the other in no more presses than there are steps and marks."""
    for parameter in (T, GAMMA):
        slider = live.slider(parameter)
        slider.focus()
        live.page.keyboard.press("Home")
        start = float(slider.input_value())
        for _ in range(210):
            live.page.keyboard.press("ArrowRight")
        end = float(slider.input_value())
        assert start == pytest.approx(float(slider.get_attribute("min")), abs=1e-9)
        assert end == pytest.approx(float(slider.get_attribute("max")), abs=0.01)


def test_pointer_snaps_to_the_optimum(live):
    live.button("No map").click()
    for parameter, place in ((T, math.log), (GAMMA, float)):
        slider = live.slider(parameter)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        low, high = (float(slider.get_attribute(end)) for end in ("min", "max"))
        optimum = live.choice("Optimum")[parameter == GAMMA]
        share = (place(optimum) - low) / (high - low)
        x = box["x"] + 8 + share * (box["width"] - 16) + 2  # two pixels beside it
        live.page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
        live.page.mouse.down()
        live.page.mouse.move(x, box["y"] + box["height"] / 2, steps=8)
        live.page.mouse.up()
    live.settle()
    assert live.pressed() == ["Optimum"]


def test_invalid_numbers_change_nothing(live):
    before = live.value("nll")
    for text in ("-3", "", "0"):
        live.field(T).fill(text)
        live.settle()
        assert live.field(T).get_attribute("aria-invalid") == "true"
        assert live.value("nll") == before
    live.field(T).blur()
    assert float(live.field(T).input_value()) == pytest.approx(live.choice("Optimum")[0], rel=1e-4)


def test_diagram_is_drawn_anew(live):
    def picture():
        return live.root.locator("svg.chart [data-mark]").evaluate_all("marks => marks.map(m => m.innerHTML)")

    before = picture()
    live.button("No map").click()
    live.settle()
    after = picture()
    assert len(before) == 5
    assert all(one != other for one, other in zip(before, after, strict=True))
    live.button("Optimum").click()
    live.settle()
    assert live.root.locator("[data-mark=points] circle").count() == before[1].count("<circle")


def test_shares_of_the_bins_add_up(live):
    live.set(1.7, -0.4)
    rows = live.root.locator("[data-mark=points] circle").evaluate_all(
        "marks => marks.map(m => Number(m.dataset.tip.match(/([0-9]+) rows/)[1]))"
    )
    assert sum(rows) == 10_000


def test_changes_are_announced_once_they_have_settled(live):
    status = live.root.get_by_role("status")
    live.slider(T).focus()
    for _ in range(5):
        live.page.keyboard.press("ArrowRight")
    assert status.text_content() == ""
    live.page.wait_for_function("document.querySelector('.live .status').textContent !== ''")
    assert "NLL" in status.text_content()
    assert live.slider(T).get_attribute("aria-valuetext")[:3] == live.field(T).input_value()[:3]


def test_a_step_is_fast(live):
    for press in range(30):
        live.slider(GAMMA if press % 2 else T).press("ArrowRight")
        live.settle()
    times = live.page.evaluate("performance.getEntriesByName('live-step').map((entry) => entry.duration)")
    # The first has to unpack the sample where the page has not been idle yet.
    print(f"slider step: median {np.median(times[1:]):.1f} ms, longest {max(times[1:]):.1f} ms, first {times[0]:.1f} ms")
    assert np.median(times[1:]) < 150  # three times what is asked for: other work may share the machine
