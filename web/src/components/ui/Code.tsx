import { useId } from "react";
import { CopyButton } from "./CopyButton";

/** A piece of code that scrolls within itself and can be copied. */
export function Code({ text, label }: { text: string; label: string }) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] rounded-lg border border-line bg-sunken">
      <pre
        id={id}
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-80 overflow-auto rounded-lg py-3 pr-2 pl-3.5 font-mono text-[0.8125rem] leading-5"
      >
        {text}
      </pre>
      <div className="p-1">
        <CopyButton text={text} label={`Copy ${label}`} selectId={id} />
      </div>
    </div>
  );
}
