import { expect, test } from "vitest";
import { allPages, pageAt } from "./pages";

test("an address belongs to the page whose path begins it", () => {
  expect(pageAt("")?.name).toBe("Overview");
  expect(pageAt("/")?.name).toBe("Overview");
  expect(pageAt("/persons/123")?.name).toBe("Persons");
  expect(pageAt("/persons-of-interest")).toBeUndefined();
});

test("no two pages share a path", () => {
  expect(new Set(allPages.map((page) => page.path)).size).toBe(allPages.length);
});
