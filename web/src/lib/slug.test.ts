import { expect, test } from "vitest";
import { slugFrom } from "./slug";

test("a slug keeps letters and digits of any Latin alphabet", () => {
  expect(slugFrom("Acme Storefront")).toBe("acme-storefront");
  expect(slugFrom("  Ärzte & Söhne GmbH  ")).toBe("arzte-sohne-gmbh");
  expect(slugFrom("Straße 7")).toBe("strasse-7");
});
test("a name without usable letters suggests nothing", () => expect(slugFrom("日本語 !!")).toBe(""));
test("a slug never ends in a hyphen, also when it was cut", () => {
  expect(slugFrom(`${"a".repeat(39)} b`)).toBe("a".repeat(39));
});
