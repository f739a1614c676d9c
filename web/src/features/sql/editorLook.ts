import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the colours of the page; tokens of styles.css, so that a theme is one place. */
export const editorLook = [
  EditorView.theme({
    "&": { backgroundColor: "transparent", color: "var(--ink)", fontSize: "0.8125rem" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": {
      fontFamily: "var(--font-mono, ui-monospace, monospace)",
      lineHeight: "1.375rem",
      minHeight: "11rem",
      maxHeight: "min(32rem, 50dvh)",
      overflow: "auto",
    },
    ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": {
      backgroundColor: "transparent",
      color: "var(--faint)",
      border: "none",
      paddingLeft: "0.25rem",
    },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--hover) 60%, transparent)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in oklab, var(--accent) 24%, transparent)",
    },
    ".cm-placeholder": { color: "var(--faint)" },
    ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
      backgroundColor: "var(--accent-soft)",
      outline: "1px solid var(--line-strong)",
    },
    ".cm-fault": {
      textDecoration: "underline wavy var(--critical)",
      textUnderlineOffset: "3px",
      backgroundColor: "var(--critical-soft)",
    },
    ".cm-tooltip": {
      backgroundColor: "var(--surface)",
      color: "var(--ink)",
      border: "1px solid var(--line)",
      borderRadius: "8px",
      overflow: "hidden",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.625rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
      backgroundColor: "var(--accent-soft)",
      color: "var(--ink)",
    },
    ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "1rem" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600", color: "var(--accent)" },
    ".cm-completionIcon": { display: "none" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.keyword, color: "var(--accent)", fontWeight: "500" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--up)" },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--warn)" },
      { tag: [tags.lineComment, tags.blockComment], color: "var(--faint)", fontStyle: "italic" },
      { tag: [tags.operator, tags.punctuation], color: "var(--muted)" },
    ]),
  ),
];
