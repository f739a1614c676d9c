import { expect, test } from "vitest";
import { ApiError } from "@/api/http";
import { faultAt, faultsAt, faultsElsewhere } from "./faults";

const error = new ApiError(400, "invalid_query", "The question was not understood.", [
  { pointer: "/series/1/property", code: "required", message: "Name a property." },
  { pointer: "/series/10/event", code: "required", message: "Name an event." },
  { pointer: "/formula", code: "invalid", message: "There is no series Z." },
]);

test("a fault stands at the control that it is about, and at those around it", () => {
  expect(faultAt(error, "/series/1/property")).toBe("Name a property.");
  expect(faultsAt(error, "/series/1")).toEqual(["Name a property."]);
  expect(faultsAt(error, "/series")).toHaveLength(2);
  expect(faultsAt(error, "/series/0")).toEqual([]);
});
test("what stands at no control is left for the answer's place", () => {
  expect(faultsElsewhere(error, ["/series"])).toEqual(["There is no series Z."]);
});
test("another failure has no faults", () => {
  expect(faultsAt(new Error("away"), "/series")).toEqual([]);
  expect(faultAt(null, "")).toBeUndefined();
});
