export function softmax(z) { return z; }
