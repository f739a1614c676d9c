-- Life of an account: sessions, second factor, passkeys, one-time links, invitations.

-- The last 30 s step whose code was taken: no code counts twice.
ALTER TABLE accounts ADD COLUMN totp_step bigint;

-- Who is signed in, where. The cookie carries 256 random bits; only their SHA-256 is kept.
CREATE TABLE account_sessions (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    stamp      text NOT NULL, -- the account's stamp: another one there ends the session
    made_at    timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL, -- to the minute
    address    text,
    browser    text NOT NULL,
    method     text NOT NULL CHECK (method IN ('password', 'code', 'recovery_code', 'passkey', 'invitation', 'setup'))
);
CREATE UNIQUE INDEX account_sessions_hash ON account_sessions (hash);
CREATE INDEX account_sessions_account_id ON account_sessions (account_id);
CREATE TRIGGER account_sessions_made AFTER INSERT OR DELETE ON account_sessions EXECUTE FUNCTION workspace_changed();
-- Not for seen_at.
CREATE TRIGGER account_sessions_changed AFTER UPDATE ON account_sessions FOR EACH ROW
    WHEN ((OLD.stamp, OLD.hash) IS DISTINCT FROM (NEW.stamp, NEW.hash))
    EXECUTE FUNCTION workspace_changed();

CREATE TABLE account_passkeys (
    credential_id bytea PRIMARY KEY CHECK (octet_length(credential_id) <= 1024),
    user_id       uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    data          jsonb NOT NULL
);
CREATE INDEX account_passkeys_user_id ON account_passkeys (user_id);

-- Links that set a new password: once, for an hour. Gone when used and when the password changes otherwise.
CREATE TABLE password_resets (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    hash       bytea NOT NULL CHECK (octet_length(hash) = 32),
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX password_resets_hash ON password_resets (hash);
CREATE INDEX password_resets_account_id ON password_resets (account_id);

-- Into a project with a role, or into the instance itself (project_id null). Once, for seven days.
CREATE TABLE invitations (
    id          uuid PRIMARY KEY,
    project_id  integer REFERENCES projects (id) ON DELETE CASCADE,
    role        text NOT NULL CHECK (role IN ('owner', 'admin', 'analyst', 'viewer')),
    email       text, -- null: whoever has the link
    hash        bytea NOT NULL CHECK (octet_length(hash) = 32),
    made_by     text NOT NULL,
    made_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    accepted_at timestamptz,
    accepted_by text,
    revoked_at  timestamptz
);
CREATE UNIQUE INDEX invitations_hash ON invitations (hash);
CREATE INDEX invitations_project_id ON invitations (project_id);

-- A failed sign-in without an account that could count it writes here, so that it costs the same statement. One row per door of SignIn.
CREATE TABLE sign_in_misses (
    door  smallint PRIMARY KEY,
    count bigint NOT NULL
);
INSERT INTO sign_in_misses SELECT door, 0 FROM generate_series(0, 7) AS door;

-- What holds for every account. One row.
CREATE TABLE account_rules (
    is_only                boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    second_factor_required boolean NOT NULL
);
INSERT INTO account_rules (second_factor_required) VALUES (false);
CREATE TRIGGER account_rules_changed AFTER INSERT OR UPDATE OR DELETE ON account_rules EXECUTE FUNCTION workspace_changed();
