SELECT grouping(bucket) AS is_total, bucket, toFloat64(ifNull(ifNotFinite(quantileExactInclusiveMerge(0.95)(`values_a`), 0), 0)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, quantileExactInclusiveState(0.95)(coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL))) AS `values_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY bucket
)
GROUP BY GROUPING SETS ((bucket), ())
