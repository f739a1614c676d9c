SELECT grouping(bucket) AS is_total, bucket, toFloat64(sum(`count_a`)) AS `value_a`, toFloat64(uniqExactMerge(`persons_b`)) AS `value_b`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, countIf(event = 'buy') AS `count_a`, uniqExactStateIf(transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id), event = '$pageview' AND (properties.`url`.:String IS NOT NULL OR properties.`url`.:Float64 IS NOT NULL OR properties.`url`.:Bool IS NOT NULL)) AS `persons_b`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event IN ('buy', '$pageview') AND ((event = 'buy') OR (event = '$pageview' AND (properties.`url`.:String IS NOT NULL OR properties.`url`.:Float64 IS NOT NULL OR properties.`url`.:Bool IS NOT NULL)))
GROUP BY bucket
)
GROUP BY GROUPING SETS ((bucket), ())
