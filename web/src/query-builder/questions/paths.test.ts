import { expect, test } from "vitest";
import { askablePaths, firstPaths, readPaths, turnedAt, withPathField } from "./paths";

test("anything is a question: what is not understood falls back", () => {
  expect(readPaths(7)).toEqual(firstPaths);
  expect(readPaths({ by: "page", steps: 99, minEdge: -1, exclude: "x", groups: [{ match: "a" }] })).toEqual(
    firstPaths,
  );
});
test("without `by` a question is about events, as the server reads it", () => {
  expect(readPaths({ kind: "paths", steps: 3 })).toMatchObject({ by: "event", steps: 3 });
});
test("a whole question survives the way through a link", () => {
  const question = {
    kind: "paths",
    range: { from: "-7d" },
    by: "page",
    start: "/pricing",
    end: "/signup",
    steps: 6,
    minEdge: 10,
    exclude: ["/app"],
    groups: [{ match: "/product/*", as: "product" }],
  };
  expect(readPaths(JSON.parse(JSON.stringify(question)))).toEqual(question);
});
test("a walk that starts where it ended does not end there too", () => {
  const walked = turnedAt({ ...firstPaths, end: "/pricing" }, "/pricing", "start");
  expect(walked).toEqual({ ...firstPaths, start: "/pricing" });
  expect(turnedAt({ ...firstPaths, exclude: ["a"] }, "a", "exclude").exclude).toEqual(["a"]);
});
test("a group with an empty side is not asked for; an emptied field is left out", () => {
  expect(askablePaths({ ...firstPaths, groups: [{ match: "/a/*", as: "" }] })).toEqual(firstPaths);
  expect(withPathField({ ...firstPaths, start: "/a" }, "start", "")).toEqual(firstPaths);
});
