import { Fragment, useMemo } from "react";
import { readMarkdown, type Block, type Span } from "./markdown";

/** A text as its writer meant it. Elements are made of what was read, never of HTML. */
export function TextTile({ text, title, isFluid }: { text: string; title: string; isFluid: boolean }) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  if (blocks.length === 0) return <p className="text-muted">An empty text.</p>;
  return (
    <div
      // What does not fit scrolls, by keys too.
      {...(isFluid ? {} : { role: "group", "aria-label": "Text, content", tabIndex: 0 })}
      className={
        isFluid ? undefined : "min-h-0 flex-1 overflow-auto rounded-sm focus-visible:-outline-offset-2"
      }
    >
      <div className="grid max-w-prose gap-2 wrap-anywhere" data-text-tile>
        {blocks.map((block, index) => (
          <BlockOf key={index} block={block} level={title ? 3 : 2} />
        ))}
      </div>
    </div>
  );
}

const headingLook = { 1: "text-lg font-semibold", 2: "text-base font-semibold", 3: "font-semibold" } as const;

function BlockOf({ block, level }: { block: Block; level: 2 | 3 }) {
  switch (block.kind) {
    case "heading":
      // One level for all, below the board's name and the tile's title: writers choose sizes, not an order.
      return (
        <p role="heading" aria-level={level} className={headingLook[block.level]}>
          <Words words={block.words} />
        </p>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className={block.ordered ? "list-decimal pl-5" : "list-disc pl-5"}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Words words={item} />
            </li>
          ))}
        </List>
      );
    }
    case "paragraph":
      return (
        <p>
          {block.lines.map((line, index) => (
            <Fragment key={index}>
              {index > 0 && <br />}
              <Words words={line} />
            </Fragment>
          ))}
        </p>
      );
  }
}

function Words({ words }: { words: Span[] }) {
  return words.map((word, index) => <Word key={index} word={word} />);
}

function Word({ word }: { word: Span }) {
  switch (word.kind) {
    case "text":
      return word.text;
    case "bold":
      return (
        <strong className="font-semibold">
          <Words words={word.words} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Words words={word.words} />
        </em>
      );
    case "code":
      return <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.8125rem]">{word.text}</code>;
    case "link":
      return (
        <a
          href={word.href}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent underline underline-offset-2"
        >
          <Words words={word.words} />
        </a>
      );
  }
}
