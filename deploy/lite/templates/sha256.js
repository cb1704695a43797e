// SHA-256 (FIPS 180-4) of a text, as hexadecimal digits: over plain http browsers have no digests of their own.

const isPrime = (number) => {
  for (let one = 2; one * one <= number; one++) if (number % one === 0) return false;
  return true;
};
const PRIMES = Array.from({ length: 310 }, (_, at) => at + 2).filter(isPrime);
const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.slice(0, 64).map((prime) => fraction(Math.cbrt(prime)));

export function sha256(text) {
  const words = new TextEncoder().encode(text);
  const data = new Uint8Array(Math.ceil((words.length + 9) / 64) * 64);
  data.set(words);
  data[words.length] = 0x80;
  const view = new DataView(data.buffer);
  view.setBigUint64(data.length - 8, BigInt(words.length) * 8n);
  const state = Int32Array.from(START);
  for (let at = 0; at < data.length; at += 64) mix(state, view, at);
  return [...state].map((one) => (one >>> 0).toString(16).padStart(8, "0")).join("");
}

function mix(state, view, at) {
  const w = new Int32Array(64);
  for (let t = 0; t < 64; t++) {
    if (t < 16) w[t] = view.getInt32(at + 4 * t);
    else {
      const s0 = turned(w[t - 15], 7) ^ turned(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      const s1 = turned(w[t - 2], 17) ^ turned(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const one =
      h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[t] + w[t];
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((one, i) => (state[i] += one));
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}
