import { Plus } from "lucide-react";
import { measures } from "@/api/questions";
import type { Measure, TrendsSeries } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { anyEvent } from "./EventPicker";
import { faultsAt } from "./faults";
import { Faults } from "./FilterEditor";
import { letterOf, measureNames, needsProperty } from "./measures";
import { moved, useListKeys } from "./parts/keys";
import { Select } from "./parts/Select";
import { SortableList } from "./parts/SortableList";
import { PropertyPicker } from "./PropertyPicker";
import { SelectorRow } from "./SelectorRow";

/** As many as the server takes. */
export const mostSeries = 26;

interface SeriesListProps {
  slug: string;
  series: TrendsSeries[];
  onChange: (series: TrendsSeries[]) => void;
  error?: unknown;
}

/** The series of a trend: what is counted and how. Their order gives them the letters that a formula uses. */
export function SeriesList({ slug, series, onChange, error }: SeriesListProps) {
  const keys = useListKeys();
  const put = (index: number, next: TrendsSeries) =>
    onChange(series.map((one, at) => (at === index ? next : one)));
  const insert = (index: number, added: TrendsSeries) => {
    keys.insert(index);
    onChange(series.toSpliced(index, 0, added));
  };
  return (
    <div className="grid min-w-0 gap-2" data-series-list>
      <SortableList
        label="Series"
        keys={keys.for(series.length)}
        nameOf={(index) => `series ${letterOf(index)}, ${series[index]?.event ?? anyEvent}`}
        onMove={(from, to) => {
          keys.move(from, to);
          onChange(moved(series, from, to));
        }}
      >
        {(index, handle) => {
          const one = series[index];
          if (!one) return null;
          return (
            <SelectorRow
              slug={slug}
              selector={one}
              handle={handle}
              badge={letterOf(index)}
              error={error}
              pointer={`/series/${index}`}
              onChange={(next) => put(index, next)}
              extra={
                <MeasureFields
                  slug={slug}
                  one={one}
                  index={index}
                  error={error}
                  onChange={(next) => put(index, next)}
                />
              }
              onDuplicate={series.length < mostSeries ? () => insert(index + 1, one) : undefined}
              onRemove={
                series.length > 1
                  ? () => {
                      keys.remove(index);
                      onChange(series.toSpliced(index, 1));
                    }
                  : undefined
              }
            />
          );
        }}
      </SortableList>
      <Button
        look="ghost"
        className="w-fit px-2 md:h-8"
        disabled={series.length >= mostSeries}
        onClick={() => insert(series.length, { event: null, measure: series.at(-1)?.measure ?? "count" })}
      >
        <Plus aria-hidden />
        Series
      </Button>
    </div>
  );
}

interface MeasureFieldsProps {
  slug: string;
  one: TrendsSeries;
  index: number;
  error: unknown;
  onChange: (next: TrendsSeries) => void;
}

const measureOptions = measures.map((value) => ({
  value,
  label: needsProperty(value) ? `${measureNames[value]} …` : measureNames[value],
}));

/** How the series is measured, and of which numbers where it needs some. */
function MeasureFields({ slug, one, index, error, onChange }: MeasureFieldsProps) {
  const pointer = `/series/${index}`;
  const faults = [...faultsAt(error, `${pointer}/property`), ...faultsAt(error, `${pointer}/measure`)];
  return (
    <>
      <Select
        label="Measure"
        value={one.measure}
        options={measureOptions}
        onChange={(next) => onChange(withMeasure(one, next))}
      />
      {needsProperty(one.measure) && (
        <PropertyPicker
          slug={slug}
          event={one.event}
          scopes={["event"]}
          numbersOnly
          label="Choose a number"
          value={{ property: one.property }}
          wrong={faults.length > 0}
          onChange={({ property }) => onChange({ ...one, property })}
        />
      )}
      {/* A sum without its property is asked once it has one: until then nothing is wrong. */}
      {one.property !== undefined && <Faults messages={faults} />}
    </>
  );
}

/** Another measure; the property goes where nothing is measured of it. */
export function withMeasure(one: TrendsSeries, measure: Measure): TrendsSeries {
  const { property, ...rest } = one;
  return needsProperty(measure) && property !== undefined
    ? { ...rest, measure, property }
    : { ...rest, measure };
}
