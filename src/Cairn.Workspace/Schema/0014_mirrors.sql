-- Where a project's old vendor takes what the project receives: requests of a wire format (all of them: any), or accepted events.
CREATE TABLE mirrors (
    project_id       integer PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    format           text,
    forward          text CHECK (forward = 'posthog'),
    url              text NOT NULL,
    sealed_key       bytea,
    key_end          text,
    is_redacted      boolean NOT NULL,
    passes_address   boolean NOT NULL,
    is_on            boolean NOT NULL,
    updated_by       text NOT NULL,
    updated_at       timestamptz NOT NULL,
    CHECK ((format IS NULL) <> (forward IS NULL))
);
CREATE TRIGGER mirrors_changed AFTER INSERT OR UPDATE OR DELETE ON mirrors EXECUTE FUNCTION workspace_changed();
