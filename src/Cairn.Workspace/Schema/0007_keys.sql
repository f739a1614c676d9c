-- Keys with bindings, scopes, ends and successors; service keys; projects that are archived or wait to be erased.

ALTER TABLE write_keys
    ADD COLUMN origins              text[] CHECK (cardinality(origins) > 0),     -- null: any
    ADD COLUMN allow_without_origin boolean NOT NULL DEFAULT false,              -- counts only where there are origins
    ADD COLUMN event_names          text[] CHECK (cardinality(event_names) > 0), -- null: any
    ADD COLUMN expires_at           timestamptz,
    ADD COLUMN last_used_at         timestamptz,
    ADD COLUMN replaced_by          uuid REFERENCES write_keys (id) ON DELETE SET NULL;

-- A service key has no role: it sends events and reads nothing. It belongs to a project.
ALTER TABLE api_keys
    ADD COLUMN is_service          boolean NOT NULL DEFAULT false,
    ADD COLUMN scopes              text[] CHECK (cardinality(scopes) > 0), -- null: everything the role allows
    ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0),
    ADD COLUMN events_per_second   integer CHECK (events_per_second > 0),
    ADD COLUMN expires_at          timestamptz,
    ADD COLUMN replaced_by         uuid REFERENCES api_keys (id) ON DELETE SET NULL,
    ALTER COLUMN role DROP NOT NULL,
    ADD CONSTRAINT api_keys_kind CHECK (is_service = (role IS NULL)),
    ADD CONSTRAINT api_keys_service CHECK (NOT is_service OR (project_id IS NOT NULL AND scopes IS NULL AND requests_per_minute IS NULL)),
    ADD CONSTRAINT api_keys_events CHECK (is_service OR events_per_second IS NULL);

-- A deleted project waits until erase_at and can be restored until then; its slug is free at once.
ALTER TABLE projects
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN erase_at    timestamptz,
    ADD COLUMN deleted_by  uuid; -- the account or key; no reference, since it may be gone
UPDATE projects SET erase_at = deleted_at WHERE deleted_at IS NOT NULL;
ALTER TABLE projects ADD CONSTRAINT projects_erase_at CHECK ((deleted_at IS NULL) = (erase_at IS NULL));

-- Every change wakes every server, but for the last use.
DROP TRIGGER write_keys_changed ON write_keys;
DROP TRIGGER api_keys_changed ON api_keys;
CREATE TRIGGER write_keys_made AFTER INSERT OR DELETE ON write_keys EXECUTE FUNCTION workspace_changed();
CREATE TRIGGER write_keys_changed AFTER UPDATE ON write_keys FOR EACH ROW
    WHEN ((to_jsonb(OLD) - 'last_used_at') IS DISTINCT FROM (to_jsonb(NEW) - 'last_used_at')) EXECUTE FUNCTION workspace_changed();
CREATE TRIGGER api_keys_changed AFTER UPDATE ON api_keys FOR EACH ROW
    WHEN ((to_jsonb(OLD) - 'last_used_at') IS DISTINCT FROM (to_jsonb(NEW) - 'last_used_at')) EXECUTE FUNCTION workspace_changed();
