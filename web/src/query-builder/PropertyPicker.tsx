import { useState } from "react";
import type { Scope } from "@/api/types";
import { propertyLabel } from "./filters/describe";
import type { PropertyType } from "./filters/operators";
import { PickerButton } from "./pickers/PickerButton";
import { Popup } from "./pickers/Popup";
import { PropertyList } from "./pickers/PropertyList";
import { ScopeIcon } from "./pickers/icons";

export interface PickedProperty {
  property: string;
  scope: Scope;
  type: PropertyType;
}

interface PropertyPickerProps {
  slug: string;
  value: { property?: string | undefined; scope?: Scope | undefined };
  onChange: (picked: PickedProperty) => void;
  /** The event whose properties are offered first; absent or null: any event's. */
  event?: string | null | undefined;
  /** Which scopes are offered; "group" stands for every group type. */
  scopes?: readonly ("event" | "person" | "session" | "group" | "cohort")[];
  /** Only numbers, for sums and averages. */
  numbersOnly?: boolean;
  label?: string;
  wrong?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}

/** Chooses a property of the event, person, session or group, with its type, how often it comes and what it means. */
export function PropertyPicker({
  slug,
  value,
  onChange,
  event,
  scopes,
  numbersOnly = false,
  label = "Choose a property",
  wrong = false,
  className,
  ...controlled
}: PropertyPickerProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const open = controlled.open ?? ownOpen;
  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    controlled.onOpenChange?.(next);
  };
  const scope = value.scope ?? "event";
  const shown = value.property ? propertyLabel(value.property, scope) : label;
  return (
    <Popup
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="w-104"
      trigger={
        <PickerButton
          aria-label={value.property ? `Property: ${shown}` : label}
          data-property-picker={value.property ?? ""}
          empty={!value.property}
          wrong={wrong}
          icon={<ScopeIcon scope={scope} />}
          {...(className ? { className } : {})}
        >
          {shown}
        </PickerButton>
      }
    >
      <PropertyList
        slug={slug}
        event={event}
        value={value}
        label={label}
        scopes={scopes ?? ["event", "person", "session", "group"]}
        numbersOnly={numbersOnly}
        onPick={(picked) => {
          setOpen(false);
          onChange(picked);
        }}
      />
    </Popup>
  );
}
