-- Encryption of chosen properties, and the erasure of persons. Nothing here names a person: ids stand as keyed hashes, or sealed by the master key.

-- Which master key wraps the keys of persons, so that a server started with another one says so instead of failing later.
CREATE TABLE master_key (
    single      boolean PRIMARY KEY DEFAULT true CHECK (single),
    fingerprint text NOT NULL
);

-- Property names; a project without a row encrypts nothing.
CREATE TABLE encryption_settings (
    project_id        integer PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    event_properties  text[] NOT NULL,
    person_properties text[] NOT NULL,
    changed_by        text NOT NULL,
    changed_at        timestamptz NOT NULL
);
CREATE TRIGGER encryption_settings_changed AFTER INSERT OR UPDATE OR DELETE ON encryption_settings EXECUTE FUNCTION workspace_changed();

-- One key per distinct id's own person, wrapped by the master key. Gone: what it sealed can never be read again.
CREATE TABLE person_keys (
    id         uuid PRIMARY KEY, -- stands in the values sealed with it
    project_id integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    own_id     bigint NOT NULL, -- the bits of an unsigned number
    wrapped    bytea NOT NULL, -- nonce | ciphertext | tag
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_keys_owner ON person_keys (project_id, own_id);

-- Erasures asked for. subjects: the ids, sealed by the master key, for as long as the job needs them; null afterwards. receipt: signed when done.
CREATE TABLE erasures (
    id           uuid PRIMARY KEY,
    project_id   integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    state        text NOT NULL CHECK (state IN ('asked', 'running', 'waiting_for_backups', 'done', 'failed')),
    reason       text,
    block_future boolean NOT NULL,
    asked_by     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    attempts     integer NOT NULL DEFAULT 0,
    next_try_at  timestamptz,
    error        text,
    subjects     bytea,
    boundary     bigint, -- events of lower sequences go
    hashes       text[] NOT NULL DEFAULT '{}',
    counts       json,
    keys         uuid[] NOT NULL DEFAULT '{}',
    receipt      json
);
CREATE INDEX erasures_project_id ON erasures (project_id, asked_at);

-- Own ids, as keyed hashes, of which nothing is taken any more.
CREATE TABLE erased_ids (
    project_id integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    hash       text NOT NULL,
    erasure_id uuid NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, hash)
);
CREATE TRIGGER erased_ids_changed AFTER INSERT OR UPDATE OR DELETE ON erased_ids EXECUTE FUNCTION workspace_changed();
