-- How long a project's events are kept (rules: KeepRules as JSON), and since when that holds. before: the rules until the last change that takes more;
-- nothing is deleted before not_before, so that such a change can be taken back.
CREATE TABLE retention_rules (
    project_id integer PRIMARY KEY REFERENCES projects (id),
    rules      json NOT NULL,
    before     json,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    not_before timestamptz NOT NULL
);

-- Every run of the rules. cutoffs and before_sequence say exactly which events it takes, so that a run that was cut off ends as it began:
-- archiving: files are being written, nothing is deleted; deleting: everything is archived that should be, and rows go until none is left.
CREATE TABLE retention_runs (
    id              uuid PRIMARY KEY,
    project_id      integer NOT NULL REFERENCES projects (id),
    state           text NOT NULL CHECK (state IN ('archiving', 'deleting', 'done', 'failed')),
    asked_by        text, -- null: the schedule
    started_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    cutoffs         json NOT NULL,
    before_sequence bigint NOT NULL,
    archive         boolean NOT NULL,
    deleted         bigint NOT NULL,
    archived        bigint NOT NULL,
    error           text
);
CREATE INDEX retention_runs_project_id ON retention_runs (project_id, started_at);
CREATE UNIQUE INDEX retention_runs_one_at_once ON retention_runs (project_id) WHERE state IN ('archiving', 'deleting');

-- Files under DATA/archives. first_at and last_at: timestamps of the events inside, closed.
CREATE TABLE retention_archives (
    id         uuid PRIMARY KEY,
    run_id     uuid NOT NULL REFERENCES retention_runs (id),
    project_id integer NOT NULL REFERENCES projects (id),
    month      integer NOT NULL, -- of the events, 202603
    path       text NOT NULL,    -- under DATA/archives
    events     bigint NOT NULL,
    bytes      bigint NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX retention_archives_project_id ON retention_archives (project_id, created_at);
