-- Saved questions. The row is the current version; every version, the current one included, stays in report_versions.
CREATE TABLE reports (
    id          uuid PRIMARY KEY,
    project_id  integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    version     integer NOT NULL CHECK (version > 0),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description text,
    kind        text NOT NULL,
    query       json NOT NULL, -- json, not jsonb: shown as it was written
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_by  text NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz
);
CREATE INDEX reports_project_id ON reports (project_id, id);

CREATE TABLE report_versions (
    report_id   uuid NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    version     integer NOT NULL CHECK (version > 0),
    name        text NOT NULL,
    description text,
    kind        text NOT NULL,
    query       json NOT NULL,
    saved_by    text NOT NULL,
    saved_at    timestamptz NOT NULL,
    PRIMARY KEY (report_id, version)
);
