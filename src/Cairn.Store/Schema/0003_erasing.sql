-- Whom an erasure is about, while it runs: in memory only, so that no mutation's text and no file ever holds an id. Filled anew by whoever goes on with an
-- erasure after a restart. own_id: the distinct id's own person.
CREATE TABLE IF NOT EXISTS erasing
(
    erasure_id UUID,
    project_id UInt32,
    own_id UInt64,
    distinct_id String
)
ENGINE = Memory;

-- Groups that nobody but the erased belongs to.
CREATE TABLE IF NOT EXISTS erasing_groups
(
    project_id UInt32,
    group_type String,
    group_key String
)
ENGINE = Memory;
