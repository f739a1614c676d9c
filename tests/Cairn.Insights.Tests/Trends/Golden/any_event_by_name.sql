SELECT grouping(bucket) AS is_total, bucket, `label_1`, toFloat64(sum(`count_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, event AS `label_1`, count() AS `count_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
GROUP BY bucket, `label_1`
)
GROUP BY GROUPING SETS ((bucket, `label_1`), (`label_1`))
