import { mappedLogOdds, nearestTemperature } from "./focal-map.js";
import { evaluate, wilsonInterval } from "./reliability.js";
import { unpack } from "./sample.js";
import { RedrawnMark } from "./drawing.js";
import { Parameter } from "./parameter.js";

const announcementDelay = 700; // milliseconds

function fixed(value, digits = 4) {
  return value.toFixed(digits).replace(/^-/, "−");
}

// The log-odds at which the curve is drawn; see FocalMapDiagram.
const curveLogOdds = Array.from({ length: 241 }, (_, index) => (index - 120) / 12);

function probability(logOdds) {
  return 1 / (1 + Math.exp(-logOdds));
}

// Sliders for T and γ with what they change: <div class="live">.
export function setUpLive(section) {
  const find = (selector) => section.querySelector(selector);
  const marks = {};
  for (const group of section.querySelectorAll("[data-mark]")) {
    marks[group.dataset.mark] = new RedrawnMark(group);
  }
  const choices = [...section.querySelectorAll(".choices button")];
  const binCount = Number(section.dataset.bins);
  const packed = find("script.sample");
  let sample = null;
  let isWaiting = false;
  let announcement = 0;

  const temperature = new Parameter(find("[data-parameter=temperature]"), Math.log, Math.exp, update);
  const gamma = new Parameter(find("[data-parameter=gamma]"), Number, Number, update);

  function update() {
    markChoice();
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      step();
    });
  }

  function markChoice() {
    for (const button of choices) {
      const isChosen = temperature.isAt(Number(button.dataset.temperature))
        && gamma.isAt(Number(button.dataset.gamma));
      button.setAttribute("aria-pressed", isChosen);
    }
  }

  function unpackedSample() {
    sample ??= unpack(JSON.parse(packed.textContent));
    return sample;
  }

  function step() {
    const start = performance.now();
    const results = {};
    if (packed) {
      const { bins, ...metrics } = evaluate(unpackedSample(), temperature.value, gamma.value, binCount);
      Object.assign(results, metrics);
      drawReliability(bins);
    }
    const nearest = nearestTemperature(temperature.value, gamma.value);
    results["nearest-temperature"] = nearest.temperature;
    results.bound = nearest.bound;
    drawCurve(nearest.temperature);
    show(results);
    performance.measure("live-step", { start, end: performance.now() });
  }

  function show(results) {
    for (const [name, value] of Object.entries(results)) {
      const place = find(`[data-result="${name}"]`);
      place.dataset.value = value;
      place.textContent = fixed(value);
    }
    clearTimeout(announcement);
    announcement = setTimeout(() => {
      const numbers = packed
        ? `NLL ${fixed(results.nll)}, ECE ${fixed(results.ece)}`
        : `nearest temperature ${fixed(results["nearest-temperature"])}`;
      find(".status").textContent =
        `T = ${fixed(temperature.value, 3)}, γ = ${fixed(gamma.value, 3)}: ${numbers}`;
    }, announcementDelay);
  }

  function drawReliability(bins) {
    const filled = bins.flatMap(({ weight, confidence, correct }, bin) => {
      if (weight === 0) return [];
      const accuracy = correct / weight;
      const interval = wilsonInterval(accuracy, weight);
      const tip = `confidence ${fixed(confidence / weight, 3)}, accuracy ${fixed(accuracy, 3)}\n`
        + `95 %: ${fixed(interval.lower, 3)} to ${fixed(interval.upper, 3)}\n`
        + `${fixed(weight, 0)} rows from ${fixed(bin / binCount, 3)} to ${fixed((bin + 1) / binCount, 3)}`;
      return [{ bin, confidence: confidence / weight, accuracy, interval, share: weight / sample.totalWeight, tip }];
    });
    marks.points.draw(filled.map(({ confidence, accuracy, tip }) => (
      { cx: marks.points.x(confidence), cy: marks.points.y(accuracy), tip }
    )));
    marks.intervals.draw(filled.map(({ confidence, interval, tip }) => (
      { d: marks.intervals.path([[confidence, interval.lower], [confidence, interval.upper]]), tip }
    )));
    marks.shares.draw(filled.map(({ bin, share, tip }) => {
      const left = (bin + 0.06) / binCount;
      const right = (bin + 0.94) / binCount;
      return { d: `${marks.shares.path([[left, 0], [right, 0], [right, share], [left, share]])}Z`, tip };
    }));
  }

  function drawCurve(nearest) {
    const line = (mark, mapped) => {
      const points = curveLogOdds.map((logOdds) => [probability(logOdds), probability(mapped(logOdds))]);
      mark.draw([{ d: mark.path(points) }]);
    };
    line(marks.curve, (logOdds) => mappedLogOdds(logOdds, temperature.value, gamma.value));
    line(marks.nearest, (logOdds) => logOdds / nearest);
  }

  for (const button of choices) {
    button.addEventListener("click", () => {
      temperature.set(Number(button.dataset.temperature));
      gamma.set(Number(button.dataset.gamma));
      update();
    });
  }
  markChoice();
  if (packed) {
    // While the browser has nothing else to do, so that the first step takes no longer than others.
    const whenIdle = window.requestIdleCallback ?? setTimeout;
    whenIdle(() => evaluate(unpackedSample(), temperature.value, gamma.value, binCount));
  }
  find(".static").hidden = true;
  find(".controls").hidden = false;
}
