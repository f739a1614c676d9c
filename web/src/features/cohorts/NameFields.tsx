import { TextField } from "@/components/ui/Field";
import { faultAt } from "@/query-builder/faults";

export interface NameText {
  name: string;
  description: string;
}

interface NameFieldsProps {
  text: NameText;
  onChange: (text: NameText) => void;
  /** Say what is missing, too: the reader wanted to save. */
  strict: boolean;
  error: unknown;
}

/** What a cohort is called and what it is for. */
export function NameFields({ text, onChange, strict, error }: NameFieldsProps) {
  const missing = strict && text.name.trim() === "" ? "Give it a name." : undefined;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Name"
        value={text.name}
        maxLength={200}
        autoComplete="off"
        placeholder="Paying customers"
        error={missing ?? faultAt(error, "/name") ?? faultAt(error, "/key")}
        onChange={(event) => onChange({ ...text, name: event.target.value })}
      />
      <TextField
        label="Description"
        value={text.description}
        maxLength={2000}
        autoComplete="off"
        placeholder="Optional"
        error={faultAt(error, "/description")}
        onChange={(event) => onChange({ ...text, description: event.target.value })}
      />
    </div>
  );
}
