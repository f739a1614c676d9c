-- Named sets of persons. Filters name them by key, so a key never changes.
CREATE TABLE cohorts (
    id          uuid PRIMARY KEY,
    project_id  integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    key         text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9_-]{0,79}$'),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description text,
    definition  json NOT NULL, -- json, not jsonb: shown as it was written
    list_id     uuid NOT NULL, -- of a static cohort: where ClickHouse keeps its distinct ids
    count       bigint,        -- persons when last counted
    computed_at timestamptz,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX cohorts_key ON cohorts (project_id, key);

CREATE TRIGGER cohorts_made AFTER INSERT OR DELETE ON cohorts EXECUTE FUNCTION workspace_changed();
-- Not for counting members.
CREATE TRIGGER cohorts_changed AFTER UPDATE ON cohorts FOR EACH ROW
    WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at)
    EXECUTE FUNCTION workspace_changed();
