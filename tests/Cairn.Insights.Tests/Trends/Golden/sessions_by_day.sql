SELECT grouping(bucket) AS is_total, bucket, toFloat64(uniqExactMerge(`sessions_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, uniqExactStateIf((transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id), session_id, session_from), (session_id != '' OR event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement'))) AS `sessions_a`
FROM events
ASOF LEFT JOIN (
SELECT session_person, '' AS session_key, session_from
FROM (
    SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS session_person, arraySort(groupArray(toUnixTimestamp64Milli(timestamp))) AS times
    FROM events
    WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND session_id = '' AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
    GROUP BY session_person
)
ARRAY JOIN arrayFilter((t, i) -> i = 1 OR t - times[i - 1] >= 1800000, times, arrayEnumerate(times)) AS session_from
) AS session_starts
ON transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) = session_starts.session_person AND session_id = session_starts.session_key
    AND toUnixTimestamp64Milli(timestamp) >= session_starts.session_from
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY bucket
)
GROUP BY GROUPING SETS ((bucket), ())
