SELECT grouping(bucket) AS is_total, bucket, toFloat64(uniqExactMerge(`persons_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, uniqExactState(transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id)) AS `persons_a`
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY bucket
)
GROUP BY GROUPING SETS ((bucket), ());

SELECT edge.1 AS window, sum(edge.2) AS change
FROM (
    SELECT arrayMap(cell -> transform(cell, [1793055600000,1793142000000,1793228400000,1793660400000,1793746800000], [0,0,0,1,2], toInt64(0)), cells) AS `firsts`, arrayMap(cell -> transform(cell, [1793055600000,1793142000000,1793228400000,1793660400000,1793746800000], [1,2,3,3,3], toInt64(0)), cells) AS `lasts`
    FROM (
SELECT arraySort(groupUniqArray(roundDown(toUnixTimestamp64Milli(timestamp), [1793055600000,1793142000000,1793228400000,1793660400000,1793746800000]))) AS cells
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-10-26 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id)
    )
)
ARRAY JOIN arrayConcat(
    arrayMap((first, before) -> (greatest(first, before), 1), firsts, arrayPushFront(arrayPopBack(lasts), toInt64(0))),
    arrayMap(last -> (last, -1), lasts)
) AS edge
GROUP BY window
ORDER BY window
