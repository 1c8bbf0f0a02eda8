// The packed rows of a page: base64 of little-endian numbers, see LiveSample.

const impossible = 65535;

function bytes(base64) {
  const text = atob(base64);
  const result = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) result[i] = text.charCodeAt(i);
  return result.buffer;
}

export function unpack(packed) {
  const { rows: rowCount, classes } = packed;
  const codes = new Uint16Array(bytes(packed.codes));
  const steps = new Float32Array(bytes(packed.steps));
  const labelGaps = new Float32Array(bytes(packed.label_gaps));
  const labels = new Int32Array(bytes(packed.labels));
  const weights = packed.weights ? new Float64Array(bytes(packed.weights)) : null;
  const allGaps = new Float32Array(rowCount * (classes - 1));
  const rows = [];
  let totalWeight = 0;
  for (let row = 0; row < rowCount; row++) {
    const first = row * classes;
    const leading = codes.subarray(first, first + classes).indexOf(0);
    const gaps = allGaps.subarray(row * (classes - 1), (row + 1) * (classes - 1));
    let place = 0;
    let least = Infinity;
    for (let j = 0; j < classes; j++) {
      if (j === leading) continue;
      const code = codes[first + j];
      const gap = code === impossible ? Infinity : code * steps[row];
      gaps[place] = j === labels[row] ? labelGaps[row] : gap;
      least = Math.min(least, gaps[place]);
      place += 1;
    }
    const weight = weights ? weights[row] : 1;
    totalWeight += weight;
    rows.push({ gaps, least, labelGap: labelGaps[row], isRight: leading === labels[row], weight });
  }
  return { rows, classes, totalWeight };
}
