/** The parts of ECharts that Cairn draws with; nothing else of it may come into the bundle. */
import { BarChart, SankeyChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, SankeyChart, GridComponent, CanvasRenderer]);

export { init, type EChartsCoreOption, type EChartsType };
