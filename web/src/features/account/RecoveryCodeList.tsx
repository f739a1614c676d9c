import { Download } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { CopyButton } from "@/components/ui/CopyButton";

/** Shown this once. */
export function RecoveryCodeList({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = codes.join("\n");
  return (
    <div className="grid gap-4">
      <p className="text-muted">
        Keep these where you keep other secrets, not on the phone. Each signs you in once when the app is not
        at hand. They are not shown again.
      </p>
      <ul
        id="recovery-codes"
        className="grid gap-y-1 rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <CopyButton text={text} label="Copy the codes" selectId="recovery-codes" />
        <Button onClick={() => save(text)}>
          <Download aria-hidden />
          Save as a file
        </Button>
        <Button look="primary" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}

function save(text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`Cairn recovery codes\n${text}\n`], { type: "text/plain" }));
  link.download = "cairn-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}
