import { expect, test } from "vitest";
import { mainId, personName } from "./personName";

test("a name comes before an email, an email before an id", () => {
  const ids = ["anon_1", "user_7"];
  expect(personName("1", ids, { email: "ann@example.com", name: "Ann Lee" })).toMatchObject({
    title: "Ann Lee",
    id: "user_7",
    initials: "AL",
  });
  expect(personName("1", ids, { email: "ann.lee@example.com" })).toMatchObject({
    title: "ann.lee@example.com",
    initials: "AL",
  });
  expect(personName("1", ids, {})).toMatchObject({ title: "user_7", id: null, initials: "U7" });
});
test("an id that somebody chose is shown before one that a device made up", () => {
  expect(mainId(["01a1fcda-73fa-7739-8cbd-c751e19be000", "ann@example.com"])).toBe("ann@example.com");
  expect(mainId(["anon_0f4efc1c44d56588"])).toBe("anon_0f4efc1c44d56588");
  expect(mainId([])).toBe("");
});
test("a name that is empty or no text names nobody", () =>
  expect(personName("1", ["u"], { name: " ", email: 5 }).title).toBe("u"));
test("a person keeps their colour, and letters of any script are initials", () => {
  expect(personName("42", ["x"], {}).hue).toBe(personName("42", ["y"], {}).hue);
  expect(personName("42", ["x"], { name: "Ægir Öst" }).initials).toBe("ÆÖ");
  expect(personName("42", ["***"], {}).initials).toBe("?");
});
