-- What each project does with personal data in events, and its key for keyed hashes. Every project has a row from its first moment on, so that the key never changes:
-- what was hashed before can be joined with what is hashed later. gen_random_uuid has 122 random bits, so the key has 244.
CREATE TABLE project_privacy (
    project_id           integer PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    hash_key             bytea NOT NULL DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
                         CHECK (octet_length(hash_key) = 32),
    redaction            json, -- null: the defaults
    redaction_updated_by text,
    redaction_updated_at timestamptz,
    optout_signals       text NOT NULL DEFAULT 'ignore' CHECK (optout_signals IN ('ignore', 'withhold', 'cookieless')),
    cookieless_ids       boolean NOT NULL DEFAULT false,
    consent_updated_by   text,
    consent_updated_at   timestamptz
);
INSERT INTO project_privacy (project_id) SELECT id FROM projects;

CREATE FUNCTION project_privacy_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO project_privacy (project_id) VALUES (NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER projects_privacy AFTER INSERT ON projects FOR EACH ROW EXECUTE FUNCTION project_privacy_made();
CREATE TRIGGER project_privacy_changed AFTER UPDATE ON project_privacy EXECUTE FUNCTION workspace_changed();

-- How often, by UTC day. Written once a minute; days older than 400 are removed.
CREATE TABLE redaction_counts (
    project_id integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    day        date NOT NULL,
    detector   text NOT NULL,
    action     text NOT NULL,
    count      bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (project_id, day, detector, action)
);

-- The salts of cookieless ids, shared by servers. Unlogged: they are in no log of changes and no base backup, and after a crash they are gone. They are removed by TRUNCATE,
-- which drops the file they were in; no backup may copy them.
CREATE UNLOGGED TABLE cookieless_salts (
    day  date PRIMARY KEY,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32)
);
