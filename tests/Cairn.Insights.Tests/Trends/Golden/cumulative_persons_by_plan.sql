SELECT assumeNotNull(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool))) AS label, toFloat64(uniqExact(transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id))) AS `value_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy' AND coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IS NOT NULL
GROUP BY label
ORDER BY `value_a` DESC, label
LIMIT 2;

SELECT 0 AS is_total, bucket, `label_1`, toFloat64(uniqExactMerge(`persons_a`) OVER so_far) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, multiIf(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IS NULL, '(none)', coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IN ['pro','free'], assumeNotNull(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool))), '(other)') AS `label_1`, uniqExactState(transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id)) AS `persons_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY bucket, `label_1`
)
WINDOW so_far AS (PARTITION BY `label_1` ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
