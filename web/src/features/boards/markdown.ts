/** The few marks that a text tile knows: headings, lists, bold, italic, code and links. Everything else stands as it is written. */
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; words: Span[] }
  | { kind: "paragraph"; lines: Span[][] }
  | { kind: "list"; ordered: boolean; items: Span[][] };

export type Span =
  | { kind: "text"; text: string }
  | { kind: "bold" | "italic"; words: Span[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; words: Span[] };

const heading = /^(#{1,3})\s+(.*)$/;
const bullet = /^\s*[-*]\s+(.*)$/;
const numbered = /^\s*\d{1,9}[.)]\s+(.*)$/;

export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const last = blocks.at(-1);
    const title = heading.exec(line);
    const item = bullet.exec(line) ?? numbered.exec(line);
    if (title) {
      blocks.push({
        kind: "heading",
        level: (title[1] ?? "#").length as 1 | 2 | 3,
        words: readSpans(title[2] ?? ""),
      });
    } else if (item) {
      const ordered = numbered.test(line);
      if (last?.kind === "list" && last.ordered === ordered) last.items.push(readSpans(item[1] ?? ""));
      else blocks.push({ kind: "list", ordered, items: [readSpans(item[1] ?? "")] });
    } else if (line.trim() === "") {
      blocks.push({ kind: "paragraph", lines: [] });
    } else if (last?.kind === "paragraph") last.lines.push(readSpans(line));
    else blocks.push({ kind: "paragraph", lines: [readSpans(line)] });
  }
  return blocks.filter((block) => block.kind !== "paragraph" || block.lines.length > 0);
}

/** Code first, so that marks inside of it mean nothing; then links, bold and italic. */
const marks = [
  { kind: "code", at: /`([^`]+)`/ },
  { kind: "link", at: /\[([^\]]+)\]\(([^()\s]+)\)/ },
  { kind: "bold", at: /\*\*([^*]+(?:\*[^*]+)*)\*\*/ },
  { kind: "italic", at: /(?<![\w*])[*_]([^*_\s][^*_]*)[*_](?![\w*])/ },
] as const;

export function readSpans(text: string): Span[] {
  if (text === "") return [];
  for (const mark of marks) {
    const found = mark.at.exec(text);
    if (!found) continue;
    const inside = found[1] ?? "";
    const href = mark.kind === "link" ? safeAddress(found[2] ?? "") : null;
    if (mark.kind === "link" && href === null) {
      const end = found.index + found[0].length;
      return [
        ...readSpans(text.slice(0, found.index)),
        { kind: "text", text: found[0] },
        ...readSpans(text.slice(end)),
      ];
    }
    const span: Span =
      mark.kind === "code"
        ? { kind: "code", text: inside }
        : mark.kind === "link"
          ? { kind: "link", href: href ?? "", words: readSpans(inside) }
          : { kind: mark.kind, words: readSpans(inside) };
    return [
      ...readSpans(text.slice(0, found.index)),
      span,
      ...readSpans(text.slice(found.index + found[0].length)),
    ];
  }
  return [{ kind: "text", text }];
}

/** Only the web and mail; nothing that runs. */
export function safeAddress(address: string): string | null {
  if (/^\/(?![/\\])/.test(address)) return address;
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(address) ? address : null;
}
