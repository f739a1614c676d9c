-- Distinct ids of static cohorts. A list is replaced by making another one and then naming that (PostgreSQL, cohorts.list_id), so nobody ever sees half
-- of one. own_id: the id's own person, resolved to persons when read.
CREATE TABLE IF NOT EXISTS cohort_members
(
    project_id UInt32,
    list_id UUID,
    own_id UInt64,
    distinct_id String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (project_id, list_id, own_id);
