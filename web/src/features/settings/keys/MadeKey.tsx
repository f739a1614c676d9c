import type { Key } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";

/** A key just made; a secret is shown this once. */
export function MadeKey({ made, onClose }: { made: Key; onClose: () => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-muted">
        {made.kind === "write"
          ? "It is listed here at any time, and may stand in the code of a web page."
          : made.kind === "service"
            ? "Keep it now: it is not shown again. Whoever has it may send events."
            : "Keep it now: it is not shown again. Whoever has it may do what its role allows."}
      </p>
      <Code text={made.key ?? ""} label={`the key ${made.name}`} />
      <Button look="primary" className="justify-self-end" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
