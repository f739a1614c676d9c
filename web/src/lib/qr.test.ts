import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { capacityOf, qrMatrix } from "./qr";

const drawn = (text: string) =>
  qrMatrix(text)
    .map((row) => row.map((dark) => (dark ? "#" : ".")).join(""))
    .join("\n");

/** Drawn by another program (node-qrcode 1.5.4, byte mode, level M), mask included. */
const known = `#######..####.#######
#.....#..#.##.#.....#
#.###.#.#..##.#.###.#
#.###.#.###...#.###.#
#.###.#.#...#.#.###.#
#.....#.#..#..#.....#
#######.#.#.#.#######
........#............
#.#####..###..#####..
#.###...#.#####...#.#
#######.....#.##.###.
###..#.###.####..####
#...#.####..#..#.....
........#.#.#..#.....
#######..###.#..####.
#.....#.#......#####.
#.###.#.##.#.#..##.#.
#.###.#.#.######..#..
#.###.#.###.#.##.....
#.....#...#########..
#######.###.#...#..#.`;

test("a short text is drawn as another program draws it", () => {
  expect(drawn("Cairn")).toBe(known);
});

test.each([
  [
    "otpauth://totp/Cairn:a@b.c?secret=JBSWY3DPEHPK3PXP",
    33,
    "c7f72a24e31b57810f0bc04beb58ea6ad4d03d55ee90a47df33bfcc9e4a29058",
  ],
  [
    "otpauth://totp/Cairn%3Aowner%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Cairn&algorithm=SHA1&digits=6&period=30",
    49,
    "bb5485132a01979dff16885ffd77bc014ad4c0fd0ee31bf97db48000f530b974",
  ],
  ["ä€😀".repeat(20), 53, "ccc6cbd1e63142e42cba531a8077c179d27ad14cf23ced1ac5970f5409b16cac"],
  ["x".repeat(240), 61, "84e617313af22ae6107498221ab08b221ab91e51dbba2277e094d317c4061fc6"],
  ["y".repeat(412), 77, "262ccd013b8ea5cb192250a78a5e6cd3eb114f08ff7678931c2d92bcc320b832"],
])("longer texts too, with blocks, versions and many alignments: %#", (text, side, hash) => {
  expect(qrMatrix(text)).toHaveLength(side);
  expect(createHash("sha256").update(drawn(text)).digest("hex")).toBe(hash);
});

test("capacities are those of the standard at level M", () => {
  expect([1, 2, 5, 9, 10, 13, 15].map(capacityOf)).toEqual([14, 26, 84, 180, 213, 331, 412]);
});

test("a text that does not fit is refused", () => {
  expect(() => qrMatrix("z".repeat(413))).toThrow(RangeError);
});
