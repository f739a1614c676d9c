import { useEffect, useRef, useState, type RefObject } from "react";
import { useTheme } from "@/theme/theme";
import { init, type EChartsCoreOption, type EChartsType } from "./echarts";

interface ECharts {
  host: RefObject<HTMLDivElement | null>;
  /** The chart once it is drawn; a new one after a change of theme. */
  chart: EChartsType | null;
}

/**
 * An ECharts canvas in a div of ours: follows its size and the theme. `option` is made anew for a theme, because a canvas
 * holds colours, not tokens; keep it the same function while what is drawn is the same.
 */
export function useECharts(option: (width: number) => EChartsCoreOption): ECharts {
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const created = init(element, null, { renderer: "canvas" });
    setChart(created);
    return () => {
      created.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    const element = host.current;
    if (!chart || !element) return;
    const draw = () => chart.setOption({ ...motion(), ...option(element.clientWidth) }, { notMerge: true });
    draw();
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      chart.resize();
      // Labels are chosen for a width.
      if (element.clientWidth !== width) {
        width = element.clientWidth;
        draw();
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [chart, option, theme]);

  return { host, chart };
}

function motion(): EChartsCoreOption {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    animation: !isStill,
    animationDuration: 160,
    animationDurationUpdate: 160,
    animationEasing: "cubicOut",
    textStyle: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontSize: 12 },
  };
}
