SELECT grouping(bucket) AS is_total, bucket, toFloat64(sum(`count_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, count() AS `count_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy' AND ((ifNull(properties.`a`.:String IN ['x','true'], 0) OR ifNull(toFloat64OrNull(properties.`a`.:String) = 1, 0) OR ifNull(properties.`a`.:Float64 = 1, 0) OR ifNull(properties.`a`.:Bool = true, 0)) OR NOT ifNull(properties.`a`.:String IN ['x','y'], 0) OR ifNull(position(lowerUTF8(coalesce(properties.`a`.:String, toString(properties.`a`.:Float64), toString(properties.`a`.:Bool))), lowerUTF8('x')) > 0, 0) OR ifNull(match(coalesce(properties.`a`.:String, toString(properties.`a`.:Float64), toString(properties.`a`.:Bool)), '^x'), 0) OR (ifNull(coalesce(properties.`a`.:Float64, if(isFinite(toFloat64OrNull(properties.`a`.:String)), toFloat64OrNull(properties.`a`.:String), NULL)) >= 1, 0) AND ifNull(coalesce(properties.`a`.:Float64, if(isFinite(toFloat64OrNull(properties.`a`.:String)), toFloat64OrNull(properties.`a`.:String), NULL)) <= 2, 0)) OR ifNull(properties.`a`.:String < 'm', 0) OR NOT (properties.`a`.:String IS NOT NULL OR properties.`a`.:Float64 IS NOT NULL OR properties.`a`.:Bool IS NOT NULL))
GROUP BY bucket
)
GROUP BY GROUPING SETS ((bucket), ())
