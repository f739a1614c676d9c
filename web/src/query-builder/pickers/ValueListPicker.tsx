import { useState } from "react";
import { catalogValuesQuery, type ValueList } from "@/api/catalog";
import { Button } from "@/components/ui/Button";
import { formatCompact, formatPropertyValue } from "@/lib/format";
import { typedValue, type PropertyType } from "../filters/operators";
import { PickerButton } from "./PickerButton";
import { PickList, type PickItem, type PickSection } from "./PickList";
import { Popup } from "./Popup";
import { useSearchedList } from "./useSearchedList";

interface ValueListPickerProps {
  slug: string;
  list: ValueList;
  type: PropertyType;
  values: unknown[];
  onChange: (values: unknown[]) => void;
  wrong: boolean;
}

/** Chooses one value or several from those the property has. */
export function ValueListPicker({ slug, list, type, values, onChange, wrong }: ValueListPickerProps) {
  const [open, setOpen] = useState(false);
  const shown = values.map(formatPropertyValue).join(", ");
  return (
    <Popup
      open={open}
      onOpenChange={setOpen}
      label="Choose values"
      trigger={
        <PickerButton
          aria-label={shown ? `Values: ${shown}` : "Choose values"}
          data-value-picker={shown}
          empty={values.length === 0}
          wrong={wrong}
        >
          {shown || "Choose values"}
        </PickerButton>
      }
    >
      <Values
        slug={slug}
        list={list}
        type={type}
        values={values}
        onChange={onChange}
        onDone={() => setOpen(false)}
      />
    </Popup>
  );
}

type ValuesProps = Omit<ValueListPickerProps, "wrong"> & { onDone: () => void };

function Values({ slug, list, type, values, onChange, onDone }: ValuesProps) {
  const [search, setSearch] = useState("");
  // What was chosen before stays on top while the list is open, so that rows do not jump under the finger.
  const [before] = useState(values);
  const found = useSearchedList(
    (asked) => catalogValuesQuery(slug, list, asked),
    search,
    (item) => formatPropertyValue(item.value),
    true,
  );
  const has = (value: unknown) => values.some((other) => sameValue(other, value));
  const typed = search.trim();
  const item = (value: unknown, count?: number): PickItem => ({
    key: `value:${JSON.stringify(value)}`,
    text: formatPropertyValue(value),
    chosen: has(value),
    ...(count === undefined ? {} : { aside: formatCompact(count) }),
  });
  const kept =
    typed === "" ? before.filter((value) => !found.items.some((x) => sameValue(x.value, value))) : [];
  const typedIsNew = typed !== "" && !found.items.some((x) => formatPropertyValue(x.value) === typed);
  const sections: PickSection[] = [
    {
      items: [
        ...kept.map((value) => item(value)),
        ...found.items.map((x) => item(typedFrom(x.value, type), x.count)),
      ],
    },
    {
      title: "Something else",
      items: typedIsNew
        ? [
            {
              ...item(typedValue(typed, type)),
              key: "typed",
              hint: "Use this value",
              chosen: has(typedValue(typed, type)),
            },
          ]
        : [],
    },
  ];
  const toggle = (picked: PickItem) => {
    const value =
      picked.key === "typed" ? typedValue(typed, type) : (JSON.parse(picked.key.slice(6)) as unknown);
    onChange(has(value) ? values.filter((other) => !sameValue(other, value)) : [...values, value]);
    if (picked.key === "typed") setSearch("");
  };
  return (
    <PickList
      label="Search or type a value…"
      search={search}
      onSearch={setSearch}
      sections={sections}
      loading={found.isLoading}
      error={found.error}
      onRetry={found.refetch}
      empty="No values in the last 30 days. Type one to use it anyway."
      onPick={toggle}
      multiple
      footer={
        <div className="flex shrink-0 items-center justify-between gap-2 border-t border-line p-2">
          <Button look="ghost" disabled={values.length === 0} onClick={() => onChange([])}>
            Clear
          </Button>
          <Button look="primary" onClick={onDone}>
            Done
          </Button>
        </div>
      }
    />
  );
}

/** The catalog writes every value as text; a number is asked as a number. */
function typedFrom(value: unknown, type: PropertyType): unknown {
  return typeof value === "string" ? typedValue(value, type) : value;
}

const sameValue = (one: unknown, other: unknown) => one === other || String(one) === String(other);
