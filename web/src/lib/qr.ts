/**
 * A QR code of a text: byte mode, error correction level M (15 % may be lost), versions 1 to 15, so up to 412 bytes of UTF-8. After ISO/IEC 18004. Own code, since
 * one secret to be scanned once does not need a package.
 */

/** Rows of modules; true is dark. Without the quiet zone, which needs 4 modules around. Throws RangeError when the text is too long. */
export function qrMatrix(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const codewords = withErrorCorrection(dataCodewords(bytes, version), version);
  const frame = drawFrame(version);
  drawCodewords(frame, codewords);
  let best: { modules: boolean[][]; penalty: number } | undefined;
  for (let mask = 0; mask < 8; mask++) {
    const modules = frame.modules.map((row, y) =>
      row.map((dark, x) => (frame.fixed[y]![x] ? dark : dark !== masks[mask]!(x, y))),
    );
    drawFormat(modules, mask);
    const penalty = penaltyOf(modules);
    if (!best || penalty < best.penalty) best = { modules, penalty };
  }
  return best!.modules;
}

const correctionPerBlock = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const blockCount = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
const maxVersion = blockCount.length - 1;

/** Bytes of text that fit, after the mode and the length. */
export const capacityOf = (version: number) => dataLength(version) - (version < 10 ? 2 : 3);

function versionFor(length: number): number {
  for (let version = 1; version <= maxVersion; version++) if (length <= capacityOf(version)) return version;
  throw new RangeError("The text is too long for a QR code.");
}

function alignmentCentres(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = version * 4 + 10;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => last - step * (count - 2 - i))];
}

function rawCodewords(version: number): number {
  const side = version * 4 + 17;
  const centres = alignmentCentres(version).length;
  let modules = side * side - 3 * 64 - 31 - 2 * (side - 16);
  if (version > 1) modules -= (centres * centres - 3) * 25 - (centres - 2) * 2 * 5;
  if (version > 6) modules -= 36;
  return Math.floor(modules / 8);
}

const dataLength = (version: number) =>
  rawCodewords(version) - correctionPerBlock[version]! * blockCount[version]!;

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const capacity = dataLength(version) * 8;
  put(0, Math.min(4, capacity - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: capacity / 8 }, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
}

/** Multiplies in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> i) & 1) * a;
  }
  return product & 0xff;
}

function generatorOf(degree: number): number[] {
  const generator = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      generator[j] = multiply(generator[j]!, root) ^ (generator[j + 1] ?? 0);
    }
    root = multiply(root, 2);
  }
  return generator;
}

function remainderOf(data: number[], generator: number[]): number[] {
  const remainder = generator.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ remainder.shift()!;
    remainder.push(0);
    generator.forEach((coefficient, i) => (remainder[i]! ^= multiply(coefficient, factor)));
  }
  return remainder;
}

/** Splits into blocks, the shorter ones first, and weaves them. */
function withErrorCorrection(data: number[], version: number): number[] {
  const count = blockCount[version]!;
  const perBlock = correctionPerBlock[version]!;
  const raw = rawCodewords(version);
  const shortBlocks = count - (raw % count);
  const shortLength = Math.floor(raw / count) - perBlock;
  const generator = generatorOf(perBlock);
  const blocks: { data: number[]; correction: number[] }[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const part = data.slice(at, at + shortLength + (i < shortBlocks ? 0 : 1));
    at += part.length;
    blocks.push({ data: part, correction: remainderOf(part, generator) });
  }
  const woven: number[] = [];
  for (let i = 0; i <= shortLength; i++)
    for (const block of blocks) if (i < block.data.length) woven.push(block.data[i]!);
  for (let i = 0; i < perBlock; i++) for (const block of blocks) woven.push(block.correction[i]!);
  return woven;
}

interface Frame {
  modules: boolean[][];
  /** What no mask may touch. */
  fixed: boolean[][];
}

/** Finders, timing, alignment, version, and room for the format. */
function drawFrame(version: number): Frame {
  const side = version * 4 + 17;
  const empty = () => Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  const frame: Frame = { modules: empty(), fixed: empty() };
  const set = (x: number, y: number, dark: boolean) => {
    if (x < 0 || y < 0 || x >= side || y >= side) return;
    frame.modules[y]![x] = dark;
    frame.fixed[y]![x] = true;
  };
  for (let i = 0; i < side; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [side - 4, 3],
    [3, side - 4],
  ] as const) {
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
  }
  const centres = alignmentCentres(version);
  const last = centres.length - 1;
  centres.forEach((cx, i) =>
    centres.forEach((cy, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }),
  );
  for (let i = 0; i < 9; i++) {
    set(8, i, frame.modules[i]![8]!);
    set(i, 8, frame.modules[8]![i]!);
    if (i < 8) {
      set(side - 1 - i, 8, false);
      set(8, side - 1 - i, false);
    }
  }
  if (version >= 7) drawVersion(set, version, side);
  return frame;
}

function drawVersion(
  set: (x: number, y: number, dark: boolean) => void,
  version: number,
  side: number,
): void {
  let remainder = version;
  for (let i = 0; i < 12; i++) remainder = (remainder << 1) ^ ((remainder >>> 11) * 0x1f25);
  const bits = (version << 12) | remainder;
  for (let i = 0; i < 18; i++) {
    const [a, b] = [side - 11 + (i % 3), Math.floor(i / 3)];
    set(a, b, ((bits >>> i) & 1) === 1);
    set(b, a, ((bits >>> i) & 1) === 1);
  }
}

/** Level M (00) and the mask, twice. */
function drawFormat(modules: boolean[][], mask: number): void {
  const side = modules.length;
  let remainder = mask;
  for (let i = 0; i < 10; i++) remainder = (remainder << 1) ^ ((remainder >>> 9) * 0x537);
  const bits = ((mask << 10) | remainder) ^ 0x5412;
  const bit = (i: number) => ((bits >>> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    modules[i < 6 ? i : i < 8 ? i + 1 : side - 15 + i]![8] = bit(i);
    const x = i < 8 ? side - 1 - i : i === 8 ? 7 : 14 - i;
    modules[8]![x] = bit(i);
  }
  modules[side - 8]![8] = true;
}

/** In a zigzag of columns two modules wide, from the right. */
function drawCodewords({ modules, fixed }: Frame, codewords: number[]): void {
  const side = modules.length;
  let at = 0;
  for (let right = side - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let vertical = 0; vertical < side; vertical++) {
      const y = ((right + 1) & 2) === 0 ? side - 1 - vertical : vertical;
      for (const x of [right, right - 1]) {
        if (fixed[y]![x] || at >= codewords.length * 8) continue;
        modules[y]![x] = ((codewords[at >>> 3]! >>> (7 - (at & 7))) & 1) === 1;
        at++;
      }
    }
  }
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** How hard it is to read: the four rules of the standard. */
function penaltyOf(modules: boolean[][]): number {
  const side = modules.length;
  const columns = modules.map((_, x) => modules.map((row) => row[x]!));
  let penalty = 0;
  for (const line of [...modules, ...columns]) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
    for (let i = 0; i + 11 <= side; i++) {
      const part = text.slice(i, i + 11);
      if (part === "10111010000" || part === "00001011101") penalty += 40;
    }
  }
  for (let y = 0; y + 1 < side; y++)
    for (let x = 0; x + 1 < side; x++) {
      const dark = modules[y]![x];
      if (dark === modules[y]![x + 1] && dark === modules[y + 1]![x] && dark === modules[y + 1]![x + 1])
        penalty += 3;
    }
  const dark = modules.flat().filter(Boolean).length / (side * side);
  return penalty + Math.floor(Math.abs(dark * 100 - 50) / 5) * 10;
}
