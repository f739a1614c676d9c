SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS entity, toInt64(1793574000000 + intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000) * 86400000) AS at, toUInt64(0) AS arrival, groupBitOr(toUInt32(if(event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement'), toUInt32(1), toUInt32(0)))) AS mask, toUInt32(0) AS labels
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
GROUP BY entity, at, labels;

SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS entity, toInt64(1793314800000 + intDiv(toUnixTimestamp64Milli(timestamp) - 1793314800000, 86400000) * 86400000) AS at, toUInt64(0) AS arrival, groupBitOr(toUInt32(if(event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement'), toUInt32(1), toUInt32(0)))) AS mask, toUInt32(0) AS labels
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-10-29 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
GROUP BY entity, at, labels
