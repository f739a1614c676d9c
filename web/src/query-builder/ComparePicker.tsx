import { Select } from "./parts/Select";

type Compare = "previous" | "year";

interface ComparePickerProps {
  compare: Compare | undefined;
  onChange: (compare: Compare | undefined) => void;
}

export function ComparePicker({ compare, onChange }: ComparePickerProps) {
  return (
    <Select
      label="Compare with"
      value={compare ?? "none"}
      options={[
        { value: "none", label: "No comparison" },
        { value: "previous", label: "Against the time before" },
        { value: "year", label: "Against a year before" },
      ]}
      onChange={(next) => onChange(next === "none" ? undefined : next)}
    />
  );
}
