SELECT sipHash64(groups['company']) AS entity, toUnixTimestamp64Milli(timestamp) AS at, toUInt64(0) AS arrival, toUInt32(if(event = '$pageview', toUInt32(1), toUInt32(0)) + if(event = 'buy', toUInt32(2), toUInt32(0)) + if(event = '$set', toUInt32(4), toUInt32(0))) AS mask, toUInt32(0) AS labels
FROM events
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-05 23:00:00.000', 3, 'UTC') AND event IN ('$pageview', 'buy', '$set') AND groups['company'] != ''
