import { describe, expect, it } from "vitest";
import { actionWords, actorWords, readAuditSearch, spanStart } from "./auditWords";

describe("the words of the audit log", () => {
  it("turn an action into words", () => {
    expect(actionWords("key.created")).toBe("key created");
    expect(actionWords("board_link.revoked")).toBe("board link revoked");
    expect(actionWords("import.rejected_rows_downloaded")).toBe("import rejected rows downloaded");
  });

  it("say who it was", () => {
    expect(actorWords({ actorKind: "account", actor: "ann@example.com" })).toBe("ann@example.com");
    expect(actorWords({ actorKind: "api_key", actor: "CI" })).toBe("API key CI");
    expect(actorWords({ actorKind: "console", actor: "root" })).toBe("root at the console");
    expect(actorWords({ actorKind: "nobody", actor: "" })).toBe("Nobody known");
  });

  it("begin a span at a whole hour", () => {
    expect(spanStart("1d", new Date("2026-11-21T10:59:00Z"))).toBe("2026-11-20T10:00:00.000Z");
    expect(spanStart("", new Date("2026-11-21T10:59:00Z"))).toBeUndefined();
  });

  it("read any address", () => {
    expect(readAuditSearch({ what: "key.", since: "7d", who: 3 })).toEqual({
      what: "key.",
      who: "",
      which: "",
      since: "7d",
    });
    expect(readAuditSearch({ since: "ever" }).since).toBe("");
  });
});
