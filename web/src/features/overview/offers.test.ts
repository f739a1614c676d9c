import { expect, test } from "vitest";
import { offersOf } from "./offers";

test("a project without such events offers nothing", () => {
  expect(offersOf(["$pageview", "clicked"])).toEqual({ goal: undefined, revenue: undefined, ai: false });
});
test("a purchase is the goal before a sign-up, however it is written", () => {
  expect(offersOf(["$pageview", "signed_up", "Order Completed"])).toEqual({
    goal: "Order Completed",
    revenue: "Order Completed",
    ai: false,
  });
  expect(offersOf(["Signed-Up", "$ai_generation"])).toEqual({
    goal: "Signed-Up",
    revenue: undefined,
    ai: true,
  });
});
test("of two spellings the more frequent one counts", () => {
  expect(offersOf(["signup", "sign_up"]).goal).toBe("signup");
});
