WITH raw AS name, bitAnd(sipHash64(raw), 1152921504606846975) AS hash, (passes AND raw != '') AS is_step
SELECT if(session_id = '', person, sipHash64(person, session_id)) AS entity, at, arrival,
    toUInt32(if(is_step, bitShiftRight(hash, 32) + 2147483648 + 0 + 0, 0) + if(session_id != '', 1073741824, 0)) AS mask,
    toUInt32(if(is_step, bitAnd(hash, 4294967295), 0)) AS labels
FROM (
SELECT person_id AS person, distinct_id, timestamp, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, session_id,
    toString(event) AS raw, 1 AS passes
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-02 00:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-03 00:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
)
WHERE is_step OR session_id = '';

WITH raw AS name, bitAnd(sipHash64(raw), 1152921504606846975) AS hash
SELECT hash, any(name)
FROM (
SELECT person_id AS person, distinct_id, timestamp, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, session_id,
    toString(event) AS raw, 1 AS passes
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-02 00:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-03 00:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
)
WHERE (passes AND raw != '') AND hash IN [44122296049088813,498420353473016235]
GROUP BY hash
