import { logProbabilities } from "./focal-map.js";

// The bin of a confidence among count right-closed bins of equal width: 1 in the last, 0 in the first.
export function binIndex(confidence, count) {
  let bin = Math.ceil(confidence * count) - 1;
  // What rounding can have lifted above an edge is on it.
  const end = (edge) => edge + Math.max(2 ** -20 * edge * (1 - edge), 2 ** -25);
  if (confidence <= end(bin / count)) bin -= 1;
  if (confidence > end((bin + 1) / count)) bin += 1;
  return Math.min(Math.max(bin, 0), count - 1);
}

// What the map with a temperature and γ makes of a sample: negative log-likelihood, accuracy, mean confidence,
// expected calibration error, and the bins that this is made of.
export function evaluate(sample, temperature, gamma, binCount) {
  const bins = Array.from({ length: binCount }, () => ({ weight: 0, confidence: 0, correct: 0 }));
  let likelihood = 0;
  for (const row of sample.rows) {
    const { leading, label } = logProbabilities(row, temperature, gamma);
    const confidence = Math.exp(leading);
    const bin = bins[binIndex(confidence, binCount)];
    bin.weight += row.weight;
    bin.confidence += row.weight * confidence;
    if (row.isRight) bin.correct += row.weight;
    likelihood += row.weight * label;
  }
  const total = sample.totalWeight;
  const mean = (value) => bins.reduce((sum, bin) => sum + value(bin), 0) / total;
  return {
    nll: -likelihood / total,
    accuracy: mean((bin) => bin.correct),
    confidence: mean((bin) => bin.confidence),
    ece: mean((bin) => Math.abs(bin.confidence - bin.correct)),
    bins,
  };
}

// Wilson's 95 % interval of a share of count rows.
export function wilsonInterval(share, count) {
  const z = 1.959963984540054;
  const factor = 1 / (1 + (z * z) / count);
  const center = factor * (share + (z * z) / (2 * count));
  const half = factor * z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return { lower: Math.max(center - half, 0), upper: Math.min(center + half, 1) };
}
