import { plainValue } from "@/components/ui/PropertyValue";
import { PersonSide } from "./PersonSide";

/** What clients said of the person with set and set_once, as it is now. */
export function PersonProperties({ properties }: { properties: Record<string, unknown> }) {
  const rows = Object.entries(properties);
  return (
    <PersonSide id="person-properties" title="Properties">
      {rows.length === 0 ? (
        <p className="text-muted">
          Nothing is known yet. Send <code>set</code> with an event, such as a name or a plan.
        </p>
      ) : (
        <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {rows.map(([name, value]) => (
            <div key={name} className="contents" data-property={name}>
              <dt className="wrap-anywhere text-muted">{name}</dt>
              <dd className="wrap-anywhere whitespace-pre-wrap">{plainValue(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </PersonSide>
  );
}
