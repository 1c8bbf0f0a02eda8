"""The scripts' formulas against golden values and against the library."""

import json

import pytest
from conftest import ROOT

RESOURCES = ROOT / "Sources/CalibrationReport/Page/Resources"
GOLDEN = ROOT / "Tests/CalibrationTests/Fixtures/focal_map.json"


@pytest.fixture(scope="module")
def scripts(browser):
    """An empty page with the modules of the formulas."""
    page = browser.new_page()
    names = "logProbabilities, mappedLogOdds, nearestTemperature, binIndex, evaluate, wilsonInterval"
    modules = [(RESOURCES / name).read_text() for name in ("focal-map.js", "reliability.js")]
    lines = [line for text in modules for line in text.splitlines() if not line.startswith("import ")]
    code = "\n".join(line.removeprefix("export ") for line in lines)
    page.add_script_tag(type="module", content=f"{code}\nObject.assign(window, {{ {names} }});")
    page.wait_for_function("typeof evaluate === 'function'")
    yield page
    page.close()


def rows_with_labels():
    for row in json.loads(GOLDEN.read_text()):
        logits = [float("-inf") if logit is None else float(logit) for logit in row["logits"]]
        leading = logits.index(max(logits))
        gaps = [max(logits) - logit for place, logit in enumerate(logits) if place != leading]
        for label, (logit, expected) in enumerate(zip(logits, row["log_probabilities"], strict=True)):
            if expected is None or logit == float("-inf"):
                continue
            yield (
                {
                    "gaps": gaps,
                    "least": min(gaps),
                    "labelGap": max(logits) - logit,
                    "isRight": label == leading,
                },
                row["temperature"],
                row["gamma"],
                float(expected),
            )


def test_log_probabilities_are_the_golden_ones(scripts):
    cases = list(rows_with_labels())
    assert len(cases) > 700
    found = scripts.evaluate(
        "(cases) => cases.map(([row, t, gamma]) => logProbabilities(row, t, gamma).label)",
        [case[:3] for case in cases],
    )
    for (_, _, _, expected), value in zip(cases, found, strict=True):
        # Series and tables of the scripts are good to about 11 digits.
        assert value == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_map_of_two_classes_is_that_of_rows(scripts):
    worst = scripts.evaluate(
        """() => {
          let worst = 0;
          for (const gamma of [-1, -0.9, -0.3, 0, 0.5, 3, 40])
            for (const logOdds of [0, 0.3, 2, 9, 36])
              for (const t of [0.4, 1, 3]) {
                const row = { gaps: [logOdds], least: logOdds, labelGap: logOdds, isRight: false };
                const { leading, label } = logProbabilities(row, t, gamma);
                const mapped = mappedLogOdds(logOdds, t, gamma);
                worst = Math.max(worst, Math.abs(leading - label - mapped) / Math.max(1, mapped));
              }
          return worst;
        }"""
    )
    assert worst < 1e-10


def test_bins_are_right_closed(scripts):
    # What rounding to single precision lifts above an edge, some 6e-8 here, is on it.
    places = [(0, 0), (1, 14), (1 / 15, 0), (1 / 15 + 1e-8, 0), (1 / 15 + 1e-7, 1)]
    places += [(0.2, 2), (0.6, 8), (1e-300, 0)]
    found = scripts.evaluate("(values) => values.map((v) => binIndex(v, 15))", [v for v, _ in places])
    assert found == [bin for _, bin in places]
    edges = scripts.evaluate("() => [...Array(15).keys()].map((b) => binIndex((b + 1) / 15, 15))")
    assert edges == list(range(15))


def test_metrics_of_a_small_sample(scripts):
    """Two classes of equal scores and one certain row: all metrics are known."""
    found = scripts.evaluate(
        """() => evaluate({
          rows: [
            { gaps: [0], least: 0, labelGap: 0, isRight: true, weight: 1 },
            { gaps: [Infinity], least: Infinity, labelGap: 0, isRight: true, weight: 2 },
          ],
          totalWeight: 3,
        }, 2, 1.5, 15)"""
    )
    assert found["nll"] == pytest.approx(0.6931471805599453 / 3, abs=1e-14)
    assert found["accuracy"] == 1
    assert found["confidence"] == pytest.approx(2.5 / 3, abs=1e-14)
    assert found["ece"] == pytest.approx(0.5 / 3, abs=1e-14)


def test_wilson_interval(scripts):
    """Of 8 in 10; from Wilson's formula worked out by hand: 0.4902 to 0.9433."""
    found = scripts.evaluate("() => wilsonInterval(0.8, 10)")
    assert found["lower"] == pytest.approx(0.4902, abs=5e-5)
    assert found["upper"] == pytest.approx(0.9433, abs=5e-5)
