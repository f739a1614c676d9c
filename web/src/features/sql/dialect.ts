import { SQLDialect } from "@codemirror/lang-sql";

/** ClickHouse's words, as far as a SELECT needs them. */
export const clickHouse = SQLDialect.define({
  keywords:
    "all and anti any array as asc asof between by case cast collate cross cube cume_dist desc distinct else end except exists extract false fill final first following for from full global group grouping having if ilike in inner intersect interval into is join last left like limit lateral match natural not null nulls offset on or order outer over partition preceding prewhere qualify range right rollup row rows sample select semi sets step then ties to totals true unbounded union using when where window with within",
  types:
    "Array Bool Date Date32 DateTime DateTime64 Decimal Dynamic Enum8 Enum16 Float32 Float64 Int8 Int16 Int32 Int64 Int128 IPv4 IPv6 JSON LowCardinality Map Nested Nullable String Tuple UInt8 UInt16 UInt32 UInt64 UInt128 UUID Variant",
  builtin:
    "abs any anyLast argMax argMin arrayElement arrayFilter arrayJoin arrayMap arraySort arrayStringConcat avg avgIf ceil coalesce concat corr count countIf dateDiff dateTrunc day empty endsWith extractURLParameter floor formatDateTime groupArray groupUniqArray has hour if ifNull JSONExtractBool JSONExtractFloat JSONExtractInt JSONExtractString lagInFrame leadInFrame least greatest length lower map max median min minute month multiIf notEmpty now nullIf path position quantile quantileExact quantiles rand rank replaceAll round row_number runningDifference splitByChar splitByString startsWith substring sum sumIf toDate toDateTime toDateTime64 toDayOfWeek toFloat64 toHour toInt64 today toIntervalDay toMonday toMonth topK toStartOfDay toStartOfHour toStartOfInterval toStartOfMinute toStartOfMonth toStartOfWeek toString toUInt64 toYear trim tuple uniq uniqExact uniqIf upper windowFunnel retention yesterday domain path",
  backslashEscapes: true,
  doubleDollarQuotedStrings: false,
  identifierQuotes: '`"',
  operatorChars: "*+-%<>!=&|/?:",
});
