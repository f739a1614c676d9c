-- Changes of person properties that build on the value before ($add, $append …), and the values they began with (operation 'set'). A property's value is what comes of its
-- rows in the order of their versions; it is also written to person_properties, which is where questions look. Written once per event, told by its sequence.
CREATE TABLE IF NOT EXISTS person_changes
(
    project_id UInt32,
    own_id UInt64,
    name LowCardinality(String),
    version UInt64,
    sequence UInt64,
    operation LowCardinality(String),
    operand String,
    updated_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (project_id, name, own_id, version);
