import { expect, test } from "vitest";
import type { PathsAnswer } from "@/api/types";
import { nameWriter, nodeWeights, pathDrawing } from "./pathDrawing";

const answer = {
  nodes: [
    { id: "1_a", name: "a", step: 1 },
    { id: "2_b", name: "b", step: 2 },
    { id: "2_c", name: "c", step: 2 },
    { id: "3_a", name: "a", step: 3 },
  ],
  links: [
    { from: "1_a", to: "2_c", count: 5, medianSeconds: 1 },
    { from: "1_a", to: "2_b", count: 2, medianSeconds: 1 },
    { from: "2_c", to: "3_a", count: 1, medianSeconds: 1 },
  ],
} as PathsAnswer;

test("the largest of each step stands on top, and a name has one colour", () => {
  const { nodes, left } = pathDrawing(answer, (name) => name);
  expect(nodes.map(({ id, depth }) => [id, depth])).toEqual([
    ["1_a", 0],
    ["2_c", 1],
    ["2_b", 1],
    ["3_a", 2],
  ]);
  expect(nodes[0]!.colour).toBe(nodes[3]!.colour);
  expect(left).toBe(0);
});
test("a node is as large as what comes or what goes on", () => {
  expect(nodeWeights(answer.links).get("2_c")).toBe(5);
  expect(nodeWeights(answer.links).get("1_a")).toBe(7);
});
test("pages of the commonest host are written by their path, others with their host", () => {
  const one = nameWriter(["https://shop.org", "https://shop.org/cart", "..."]);
  expect(["https://shop.org", "https://shop.org/cart", "..."].map(one)).toEqual(["/", "/cart", "..."]);
  const two = nameWriter(["https://blog.org/a", "https://shop.org/a", "https://shop.org"]);
  expect(["https://shop.org/a", "https://blog.org/a", "https://blog.org"].map(two)).toEqual([
    "/a",
    "blog.org/a",
    "blog.org",
  ]);
});
