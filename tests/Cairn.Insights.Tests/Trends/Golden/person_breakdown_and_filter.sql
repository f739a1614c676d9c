SELECT assumeNotNull(`joined0_text`) AS label, toFloat64(count()) AS `value_a`
FROM events
LEFT ANY JOIN (
    SELECT owner AS `joined0_owner`, toNullable(coalesce(if(value.1 IN ('string', 'json'), value.2, NULL), toString(if(value.1 = 'number', value.3, NULL)), toString(if(value.1 = 'bool', value.2 = 'true' OR value.3 = 1, NULL)))) AS `joined0_text`, toNullable(coalesce(if(value.1 = 'number', value.3, NULL), if(isFinite(toFloat64OrNull(if(value.1 IN ('string', 'json'), value.2, NULL))), toFloat64OrNull(if(value.1 IN ('string', 'json'), value.2, NULL)), NULL))) AS `joined0_number`
    FROM (
SELECT transform(own_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 2), own_id) AS owner, argMax((kind, text, number), (mode, version)) AS value
FROM person_properties
WHERE project_id = 1 AND name = 'tier'
GROUP BY owner
    )
) AS `joined0` ON transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) = `joined0_owner`
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy' AND NOT (transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) IN (SELECT owner FROM (SELECT transform(own_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 2), own_id) AS owner, argMax((kind, text, number), (mode, version)) AS value
FROM person_properties
WHERE project_id = 1 AND name = 'tier'
GROUP BY owner) WHERE ifNull(if(value.1 IN ('string', 'json'), value.2, NULL) = 'tin', 0))) AND `joined0_text` IS NOT NULL
GROUP BY label
ORDER BY `value_a` DESC, label
LIMIT 25;

SELECT grouping(bucket) AS is_total, bucket, `label_1`, toFloat64(sum(`count_a`)) AS `value_a`
FROM (
SELECT toUInt16(intDiv(toUnixTimestamp64Milli(timestamp) - 1793574000000, 86400000)) AS bucket, multiIf(`joined0_text` IS NULL, '(none)', `joined0_text` IN ['gold'], assumeNotNull(`joined0_text`), '(other)') AS `label_1`, count() AS `count_a`
FROM events
LEFT ANY JOIN (
    SELECT owner AS `joined0_owner`, toNullable(coalesce(if(value.1 IN ('string', 'json'), value.2, NULL), toString(if(value.1 = 'number', value.3, NULL)), toString(if(value.1 = 'bool', value.2 = 'true' OR value.3 = 1, NULL)))) AS `joined0_text`, toNullable(coalesce(if(value.1 = 'number', value.3, NULL), if(isFinite(toFloat64OrNull(if(value.1 IN ('string', 'json'), value.2, NULL))), toFloat64OrNull(if(value.1 IN ('string', 'json'), value.2, NULL)), NULL))) AS `joined0_number`
    FROM (
SELECT transform(own_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 2), own_id) AS owner, argMax((kind, text, number), (mode, version)) AS value
FROM person_properties
WHERE project_id = 1 AND name = 'tier'
GROUP BY owner
    )
) AS `joined0` ON transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) = `joined0_owner`
WHERE project_id = 1 AND timestamp >= toDateTime64('2026-11-01 23:00:00.000', 3, 'UTC') AND timestamp < toDateTime64('2026-11-04 23:00:00.000', 3, 'UTC') AND event = 'buy' AND NOT (transform(person_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1 AND version > 0), 2), person_id) IN (SELECT owner FROM (SELECT transform(own_id, tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 1), tupleElement((SELECT (groupArray(own_id), groupArray(person_id)) FROM person_merges FINAL WHERE project_id = 1), 2), own_id) AS owner, argMax((kind, text, number), (mode, version)) AS value
FROM person_properties
WHERE project_id = 1 AND name = 'tier'
GROUP BY owner) WHERE ifNull(if(value.1 IN ('string', 'json'), value.2, NULL) = 'tin', 0)))
GROUP BY bucket, `label_1`
)
GROUP BY GROUPING SETS ((bucket, `label_1`), (`label_1`))
