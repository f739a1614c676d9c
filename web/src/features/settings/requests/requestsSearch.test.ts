import { expect, test } from "vitest";
import { readInstallSearch } from "@/features/install/installSearch";
import { readRequestsSearch } from "./requestsSearch";

test("whatever the address holds becomes a state of the page", () => {
  expect(readRequestsSearch({})).toEqual({ show: "all", open: 0 });
  expect(readRequestsSearch({ show: "refusals", open: 12 })).toEqual({ show: "refusals", open: 12 });
  expect(readRequestsSearch({ show: "nothing", open: "12" })).toEqual({ show: "all", open: 12 });
  expect(readRequestsSearch({ open: { a: 1 } }).open).toBe(0);
  expect(readRequestsSearch({ open: -3 }).open).toBe(0);
});

test("the install page reads numbers as what was typed, and nothing of objects", () => {
  expect(readInstallSearch({ pick: "http", find: 4 })).toEqual({ pick: "http", find: "4", key: "" });
  expect(readInstallSearch({ pick: ["http"], key: null })).toEqual({ pick: "", find: "", key: "" });
});
