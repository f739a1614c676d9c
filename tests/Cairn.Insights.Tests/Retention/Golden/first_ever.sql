SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS entity, toInt64(946684800000 + intDiv(toUnixTimestamp64Milli(timestamp) - 946684800000, 846889200000) * 846889200000) AS at, toUInt64(0) AS arrival, groupBitOr(toUInt32(if(event = 'buy', toUInt32(1), toUInt32(0)))) AS mask, toUInt32(0) AS labels
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2000-01-01 00:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND event = 'buy'
GROUP BY entity, at, labels;

SELECT transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) AS entity, toInt64(1793574000000 + intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000) * 86400000) AS at, toUInt64(0) AS arrival, groupBitOr(toUInt32(if(event = 'buy', toUInt32(1), toUInt32(0)) + if(event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement'), toUInt32(2), toUInt32(0)))) AS mask, toUInt32(0) AS labels
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-07 23:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
GROUP BY entity, at, labels
