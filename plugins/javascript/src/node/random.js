// Random numbers that follow from the seed: xorshift128 over 32-bit words, 53 bits a number.

const words = new Uint32Array(4);
let mixed = (native.seedLow ^ native.seedHigh) >>> 0;
for (let i = 0; i < 4; i++) {
  mixed = (mixed + 0x9e3779b9) >>> 0;
  let z = mixed;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  words[i] = (z ^ (z >>> 16)) >>> 0;
}
words[0] |= 1;

function word() {
  let t = words[3];
  const s = words[0];
  words[3] = words[2];
  words[2] = words[1];
  words[1] = s;
  t ^= t << 11;
  t ^= t >>> 8;
  return (words[0] = t ^ s ^ (s >>> 19));
}
const random = () => ((word() >>> 0) >>> 5) * 2 ** -27 + ((word() >>> 0) >>> 6) * 2 ** -53;

function fill(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let i = 0; i < bytes.length; i++) bytes[i] = word() >>> 24;
  return view;
}

function install() {
  const { random: shown } = { random: () => random() };
  Object.defineProperty(Math, "random", { value: shown, writable: true, configurable: true });
}

Object.assign(exports, { install, fill, random });
