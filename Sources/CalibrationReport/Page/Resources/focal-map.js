// The focal calibration map of a tempered softmax, p = Φ_γ(softmax(z / T)), in the log domain.
//
//   p_i = h(q_i) / Σ_j h(q_j),   ln h(v) = ln v − γ ln(1 − v) − ln(1 + γ r(v)),   r(v) = −v ln v / (1 − v)
//
// The same formulas as the library's: the leading class is treated apart, and 1 − q of it comes from the sum of
// the others, which is taken relative to the second largest so that it never vanishes.

// Classes this far (in nats) below the second one add nothing to a double.
const negligible = 45;

// (1 − r) / w with w = 1 − v: the series Σ w^(k−1) / (k (k+1)) where the difference would cancel.
function oneMinusROver(logV, w) {
  if (w > 0.05) return (1 + ((1 - w) * logV) / w) / w;
  let sum = 0;
  for (let k = 14; k >= 1; k--) sum = sum * w + 1 / (k * (k + 1));
  return sum;
}

// ln(1 + γ r); at γ = −1 the factor is 1 − r and vanishes with w, its logarithm does not.
function logDamping(logV, logW, gamma) {
  const w = Math.exp(logW);
  const rest = oneMinusROver(logV, w);
  return gamma === -1 ? logW + Math.log(rest) : Math.log(1 + gamma - gamma * w * rest);
}

// ln h from ln v and ln(1 − v).
export function logH(logV, logW, gamma) {
  return gamma === 0 ? logV : logV - gamma * logW - logDamping(logV, logW, gamma);
}

// e^−x for 0 ≤ x < negligible, to 15 digits: a table in steps of 1/64 and a polynomial between them, several
// times as fast as Math.exp. It is what a step of a slider takes its time for.
const exponentials = Float64Array.from({ length: negligible * 64 + 1 }, (_, n) => Math.exp(-n / 64));

function exponential(x) {
  const n = (x * 64 + 0.5) | 0;
  const r = n / 64 - x;
  return exponentials[n] * (1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r / 120)))));
}

// h(v) / v for v ≤ 1/2. Where v is small the binomial series of (1 − v)^−γ, good to 10 digits and more, spares most
// classes a power.
function relativeH(v, logV, gamma) {
  const power = (Math.abs(gamma) + 6) * v < 0.1
    ? 1 + gamma * v
      * (1 + (gamma + 1) * v * (1 / 2)
        * (1 + (gamma + 2) * v * (1 / 3)
          * (1 + (gamma + 3) * v * (1 / 4)
            * (1 + (gamma + 4) * v * (1 / 5)
              * (1 + (gamma + 5) * v * (1 / 6))))))
    : Math.exp(-gamma * Math.log1p(-v));
  return (power * (1 - v)) / (1 - v - gamma * v * logV);
}

// ln(1 + e^x).
function softplus(x) {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

// Kept between rows: exponentials of a row's classes, relative to the second one.
let shares = new Float64Array(0);

// The log-probabilities of a row's leading class and of its label under the map.
//
// gaps are the distances max − z of the classes other than the leading one, least the smallest of them,
// labelGap that of the label; 0 stands for the leading class itself if isRight.
export function logProbabilities({ gaps, least, labelGap, isRight }, temperature, gamma) {
  if (least === Infinity) return { leading: 0, label: 0 };
  const scale = 1 / temperature;
  const second = -least * scale;
  let sum = 0;
  if (shares.length < gaps.length) shares = new Float64Array(gaps.length);
  for (let j = 0; j < gaps.length; j++) {
    const distance = (gaps[j] - least) * scale;
    shares[j] = distance < negligible ? exponential(distance) : 0;
    sum += shares[j];
  }
  const logOthers = second + Math.log(sum);
  const logTotal = softplus(logOthers);
  let ratio = logOthers; // of all others to the leading class, as a logarithm
  let logHLeading = -logTotal;
  if (gamma !== 0) {
    const factor = Math.exp(second - logTotal);
    let mapped = 0;
    for (let j = 0; j < gaps.length; j++) {
      if (shares[j] === 0) continue;
      mapped += shares[j] * relativeH(shares[j] * factor, -gaps[j] * scale - logTotal, gamma);
    }
    logHLeading = logH(-logTotal, logOthers - logTotal, gamma);
    ratio = second - logTotal + Math.log(mapped) - logHLeading;
  }
  const leading = -softplus(ratio);
  if (isRight) return { leading, label: leading };
  const logLabel = -labelGap * scale - logTotal;
  const label = logH(logLabel, Math.log1p(-Math.exp(logLabel)), gamma);
  return { leading, label: label - logHLeading + leading };
}

// The log-odds that the map gives to two classes of given log-odds.
export function mappedLogOdds(logOdds, temperature, gamma) {
  const tempered = logOdds / temperature;
  const logV = -softplus(-tempered);
  const logW = -softplus(tempered);
  return logH(logV, logW, gamma) - logH(logW, logV, gamma);
}

// The temperature map nearest to the map on two classes, with the bound of the distance in log-odds.
export function nearestTemperature(temperature, gamma) {
  return gamma === -1
    ? { temperature, bound: Math.LN2 }
    : { temperature: temperature / (1 + gamma), bound: Math.abs(Math.log1p(gamma)) };
}
