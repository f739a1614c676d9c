import type { Completion } from "@codemirror/autocomplete";
import { SQLDialect } from "@codemirror/lang-sql";

/** ClickHouse's words, as far as a SELECT needs them. */
export const clickHouse = SQLDialect.define({
  keywords:
    "all and any array as asc asof between by case cast cube desc distinct else end except exists fill final first following for from full global group grouping having ilike in inner intersect interval is join last left like limit materialized natural not null nulls offset on or order outer over partition preceding prewhere qualify range right rollup row rows sample select semi sets step then ties to totals unbounded union using when where window with within",
  types: "",
  builtin: "",
  backslashEscapes: true,
  identifierQuotes: '`"',
  operatorChars: "*+-%<>!=&|/?:",
});

/** Functions worth completing; their case matters to ClickHouse. */
const functions =
  "abs anyIf any anyLast argMax argMin arrayFilter arrayJoin arrayMap arraySort arrayStringConcat avg avgIf coalesce concat corr count countIf dateDiff dateTrunc domain empty endsWith extractURLParameter floor formatDateTime greatest groupArray groupUniqArray has if ifNull JSONExtractBool JSONExtractFloat JSONExtractInt JSONExtractString lagInFrame leadInFrame least length lower match max maxIf median min minIf multiIf notEmpty now nullIf path position quantile quantileExact quantiles rank replaceAll retention round row_number splitByChar startsWith substring sum sumIf toDate toDateTime toDayOfWeek toFloat64 toHour toInt64 today topK toStartOfDay toStartOfHour toStartOfInterval toStartOfMinute toStartOfMonth toStartOfWeek toString toUInt64 toYear trim tuple uniq uniqExact uniqIf upper windowFunnel yesterday";

export const functionCompletions: readonly Completion[] = functions.split(" ").map((name) => ({
  label: name,
  apply: name === "now" || name === "today" || name === "yesterday" ? `${name}()` : `${name}(`,
  type: "function",
  boost: -1,
}));
