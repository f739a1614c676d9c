-- Who did what, and when. Append only: not even the owner of the database changes a line without taking the trigger away first.
-- No foreign keys: a line outlives the project, key or account it speaks of. No secret, no property value, no distinct id in it.
CREATE TABLE audit_log (
    id          bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    project_id  integer, -- null: the instance itself
    actor_kind  text NOT NULL CHECK (actor_kind IN ('account', 'api_key', 'self_token', 'console', 'system', 'nobody')),
    actor_id    uuid,
    actor_name  text NOT NULL,
    action      text NOT NULL CHECK (action ~ '^[a-z0-9_]+\.[a-z0-9_]+$'),
    target_kind text,
    target_id   text,
    target_name text,
    details     jsonb NOT NULL,
    address     text
);
CREATE INDEX audit_log_project_id ON audit_log (project_id, id);

CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is append only.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log EXECUTE FUNCTION audit_log_is_append_only();
