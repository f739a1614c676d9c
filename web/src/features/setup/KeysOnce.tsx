import type { CreatedProject } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";

/** The two keys of a new project; the secret one is never shown again. */
export function KeysOnce({ created, onContinue }: { created: CreatedProject; onContinue: () => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="font-semibold">API key</h2>
        <p className="text-muted">
          Secret: it may read and change everything in this project. Keep it now, it is not shown again.
        </p>
        <Code text={created.apiKey} label="the API key" />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="font-semibold">Write key</h2>
        <p className="text-muted">
          Public: it may only send events. You find it on the project’s page at any time.
        </p>
        <Code text={created.writeKey} label="the write key" />
      </div>
      <Button look="primary" className="sm:w-fit" autoFocus onClick={onContinue}>
        I have kept the API key
      </Button>
    </div>
  );
}
