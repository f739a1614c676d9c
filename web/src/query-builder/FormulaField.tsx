import { faultsAt } from "./faults";
import { Faults } from "./FilterEditor";
import { letterOf } from "./measures";
import { DraftInput } from "./pickers/DraftInput";

interface FormulaFieldProps {
  formula: string | undefined;
  /** How many series there are to reckon with. */
  series: number;
  onChange: (formula: string | undefined) => void;
  error?: unknown;
}

/** Reckons with the series by their letters; the server says what is wrong with it. */
export function FormulaField({ formula, series, onChange, error }: FormulaFieldProps) {
  const faults = faultsAt(error, "/formula");
  return (
    <div className="grid gap-1">
      <DraftInput
        label="Formula"
        value={formula ?? ""}
        placeholder={series > 1 ? "A / B * 100" : "A * 2"}
        maxLength={1_000}
        wrong={faults.length > 0}
        restMilliseconds={600}
        className="w-full font-mono"
        onCommit={(text) => onChange(text.trim() === "" ? undefined : text.trim())}
      />
      <Faults messages={faults} />
      <p className="text-[0.8125rem] text-muted">
        {series > 1 ? `With ${letterOf(0)} to ${letterOf(series - 1)}` : "With A"}, numbers, + − * / and ( ).
      </p>
    </div>
  );
}
