import { describe, expect, it } from "vitest";
import { readMarkdown, readSpans, safeAddress } from "./markdown";

describe("The text of a tile", () => {
  it("has headings, paragraphs and lists", () => {
    expect(readMarkdown("# Sales\n\nFirst line\nsecond line\n\n- one\n- two\n1. a\n2) b")).toEqual([
      { kind: "heading", level: 1, words: [{ kind: "text", text: "Sales" }] },
      {
        kind: "paragraph",
        lines: [[{ kind: "text", text: "First line" }], [{ kind: "text", text: "second line" }]],
      },
      {
        kind: "list",
        ordered: false,
        items: [[{ kind: "text", text: "one" }], [{ kind: "text", text: "two" }]],
      },
      { kind: "list", ordered: true, items: [[{ kind: "text", text: "a" }], [{ kind: "text", text: "b" }]] },
    ]);
  });

  it("knows bold, italic, code and links inside each other", () => {
    expect(readSpans("a **b *c* d** `**e**` [f **g**](https://example.com)")).toEqual([
      { kind: "text", text: "a " },
      {
        kind: "bold",
        words: [
          { kind: "text", text: "b " },
          { kind: "italic", words: [{ kind: "text", text: "c" }] },
          { kind: "text", text: " d" },
        ],
      },
      { kind: "text", text: " " },
      { kind: "code", text: "**e**" },
      { kind: "text", text: " " },
      {
        kind: "link",
        href: "https://example.com",
        words: [
          { kind: "text", text: "f " },
          { kind: "bold", words: [{ kind: "text", text: "g" }] },
        ],
      },
    ]);
  });

  it("leaves names with underscores and lone marks alone", () => {
    expect(readSpans("signed_up and first_seen_at, 2 * 3 * 4")).toEqual([
      { kind: "text", text: "signed_up and first_seen_at, 2 * 3 * 4" },
    ]);
  });

  it("makes no link of what runs or leads nowhere known", () => {
    for (const address of [
      "javascript:alert(1)",
      "data:text/html,x",
      "//evil.example",
      "/\\evil",
      "vbscript:x",
    ])
      expect(safeAddress(address), address).toBeNull();
    for (const address of ["https://example.com/a?b=c", "mailto:ada@example.com", "/p/shop"])
      expect(safeAddress(address)).toBe(address);
    expect(readSpans("[x](javascript:alert)")).toEqual([{ kind: "text", text: "[x](javascript:alert)" }]);
  });

  it("never throws and loses no letter of what it does not know", () => {
    for (const text of ["", "***", "**", "[a](", "`", "# ", "- ", "<b>x</b>", "a\n\n\n"])
      expect(() => readMarkdown(text)).not.toThrow();
    expect(readSpans("<script>alert(1)</script>")).toEqual([
      { kind: "text", text: "<script>alert(1)</script>" },
    ]);
  });
});
