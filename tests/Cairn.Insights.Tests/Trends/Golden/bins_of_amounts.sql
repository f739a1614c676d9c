SELECT min(coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL))), max(coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL)))
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy';

SELECT grouping(bucket) AS is_total, bucket, `label_1`, toFloat64(sum(`count_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, multiIf(coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL)) IS NULL, '(none)', coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL)) < 2.5 OR coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL)) > 30, '(other)',
    transform(roundDown(assumeNotNull(coalesce(properties.`amount`.:Float64, if(isFinite(toFloat64OrNull(properties.`amount`.:String)), toFloat64OrNull(properties.`amount`.:String), NULL))), [2.5,11.666666666666666,20.833333333333332]), [2.5,11.666666666666666,20.833333333333332], ['[2.5, 11.666666666666666)','[11.666666666666666, 20.833333333333332)','[20.833333333333332, 30]'], '(other)')) AS `label_1`, count() AS `count_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY bucket, `label_1`
)
GROUP BY GROUPING SETS ((bucket, `label_1`), (`label_1`))
