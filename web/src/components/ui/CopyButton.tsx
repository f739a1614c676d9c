import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./Button";

/** Copies a text; where the browser keeps the clipboard to itself (plain http), it selects the text instead. */
export function CopyButton({ text, label, selectId }: { text: string; label: string; selectId?: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      const target = selectId ? document.getElementById(selectId) : null;
      if (target) getSelection()?.selectAllChildren(target);
    }
  };

  return (
    <>
      <IconButton label={label} onClick={() => void copy()}>
        {copied ? <Check aria-hidden className="text-up" /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}
