import { ChevronDown } from "lucide-react";
import { Menu, MenuChoice } from "@/components/ui/Menu";
import { overviewMeasures, type OverviewMeasure } from "@/query-builder/overviewTrends";
import { measureNames, type Measures } from "./measures";

interface MeasureMenuProps {
  measure: OverviewMeasure;
  measures: Measures;
  onMeasure: (measure: OverviewMeasure) => void;
}

/** What the chart draws. Conversion is always offered: any event can be made the goal. */
export function MeasureMenu({ measure, measures, onMeasure }: MeasureMenuProps) {
  return (
    <Menu
      label="Measure"
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Measure: ${measureNames[measure]}`}
          data-measure-menu={measure}
          className="-ml-2 inline-flex h-11 items-center gap-1.5 rounded-lg px-2 font-semibold transition-colors duration-150 hover:bg-hover md:h-8"
        >
          {measureNames[measure]}
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </button>
      }
    >
      <MenuChoice
        value={measure}
        options={overviewMeasures
          .filter((name) => measures[name] !== undefined || name === "conversion")
          .map((name) => ({ value: name, label: measureNames[name] }))}
        onChange={onMeasure}
      />
    </Menu>
  );
}
