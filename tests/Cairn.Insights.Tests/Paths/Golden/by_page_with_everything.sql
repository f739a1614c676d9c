WITH multiIf(match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/a\\/.*$'), '/a', raw) AS name, bitAnd(sipHash64(name), 1152921504606846975) AS hash, (passes AND raw != '' AND NOT (match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/x$') OR match(name, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/x$'))) AS is_step
SELECT if(session_id = '', person, sipHash64(person, session_id)) AS entity, at, arrival,
    toUInt32(if(is_step, bitShiftRight(hash, 32) + 2147483648 + if((match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/home$') OR match(name, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/home$')), 536870912, 0) + if((match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/p.*$') OR match(name, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/p.*$')), 268435456, 0), 0) + if(session_id != '', 1073741824, 0)) AS mask,
    toUInt32(if(is_step, bitAnd(hash, 4294967295), 0)) AS labels
FROM (
SELECT person_id AS person, distinct_id, timestamp, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, session_id,
    multiIf(event = '$pageview', if(extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*') != '' AND trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*')) = '', '/', trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*'))), event = '$screen', assumeNotNull(coalesce(nullIf(properties.`$screen_name`.:String, ''), nullIf(properties.`screen_name`.:String, ''), if(extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*') != '' AND trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*')) = '', '/', trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*'))))), '') AS raw, 1 AS passes
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-02 00:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-03 00:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
)
WHERE is_step OR session_id = '';

WITH multiIf(match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/a\\/.*$'), '/a', raw) AS name, bitAnd(sipHash64(name), 1152921504606846975) AS hash
SELECT hash, any(name)
FROM (
SELECT person_id AS person, distinct_id, timestamp, toUnixTimestamp64Milli(timestamp) AS at, sequence AS arrival, session_id,
    multiIf(event = '$pageview', if(extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*') != '' AND trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*')) = '', '/', trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*'))), event = '$screen', assumeNotNull(coalesce(nullIf(properties.`$screen_name`.:String, ''), nullIf(properties.`screen_name`.:String, ''), if(extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*') != '' AND trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*')) = '', '/', trim(TRAILING '/' FROM extract(ifNull(coalesce(nullIf(properties.`url`.:String, ''), nullIf(properties.`$current_url`.:String, '')), ''), '^[^?#]*'))))), '') AS raw, 1 AS passes
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-02 00:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-03 00:00:00.000', 3, 'UTC') AND event NOT IN ('$identify', '$alias', '$set', '$group', '$engagement')
)
WHERE (passes AND raw != '' AND NOT (match(raw, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/x$') OR match(name, '(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://[^/]*)?\\/x$'))) AND hash IN [251172710853180336,400934510570044150,571197516526138067]
GROUP BY hash
