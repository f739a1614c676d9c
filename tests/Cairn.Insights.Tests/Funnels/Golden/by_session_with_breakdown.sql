SELECT assumeNotNull(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool))) AS label, uniqExact(sipHash64((transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id), session_id, session_from))) AS entities
FROM events
ASOF LEFT JOIN (
SELECT session_person, '' AS session_key, session_from
FROM (
    SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS session_person, arraySort(groupArray(toUnixTimestamp64Milli(timestamp))) AS times
    FROM events
    WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-05 23:00:00.000', 3, 'UTC') AND session_id = '' AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
    GROUP BY session_person
)
ARRAY JOIN arrayFilter((t, i) -> i = 1 OR t - times[i - 1] >= 1800000, times, arrayEnumerate(times)) AS session_from
) AS session_starts
ON transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) = session_starts.session_person AND session_id = session_starts.session_key
    AND toUnixTimestamp64Milli(timestamp) >= session_starts.session_from
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-05 23:00:00.000', 3, 'UTC') AND event IN ('$pageview', 'buy') AND (session_id != '' OR event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')) AND coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IS NOT NULL
GROUP BY label
ORDER BY entities DESC, label
LIMIT 2;

SELECT sipHash64((transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id), session_id, session_from)) AS entity, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, toUInt32(if(event = '$pageview', toUInt32(1), toUInt32(0)) + if(event = 'buy', toUInt32(2), toUInt32(0))) AS mask, toUInt32(bitShiftLeft(toUInt32(indexOf(['pro','free','(other)','(none)'], multiIf(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IS NULL, '(none)', coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool)) IN ['pro','free'], assumeNotNull(coalesce(properties.`plan`.:String, toString(properties.`plan`.:Float64), toString(properties.`plan`.:Bool))), '(other)')) - 1), 0)) AS labels
FROM events
ASOF LEFT JOIN (
SELECT session_person, '' AS session_key, session_from
FROM (
    SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS session_person, arraySort(groupArray(toUnixTimestamp64Milli(timestamp))) AS times
    FROM events
    WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-05 23:00:00.000', 3, 'UTC') AND session_id = '' AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
    GROUP BY session_person
)
ARRAY JOIN arrayFilter((t, i) -> i = 1 OR t - times[i - 1] >= 1800000, times, arrayEnumerate(times)) AS session_from
) AS session_starts
ON transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) = session_starts.session_person AND session_id = session_starts.session_key
    AND toUnixTimestamp64Milli(timestamp) >= session_starts.session_from
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-05 23:00:00.000', 3, 'UTC') AND event IN ('$pageview', 'buy') AND (session_id != '' OR event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement'))
