-- Boards of tiles: saved reports and texts on a grid.
CREATE TABLE boards (
    id          uuid PRIMARY KEY,
    project_id  integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    version     integer NOT NULL CHECK (version > 0),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description text,
    settings    json NOT NULL, -- json, not jsonb: range and filter are shown as they were written
    tiles       json NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_by  text NOT NULL,
    updated_at  timestamptz NOT NULL,
    deleted_at  timestamptz
);
CREATE INDEX boards_project_id ON boards (project_id, id);

-- Who has the token may read the board, and nothing else. Only its SHA-256 is kept: it carries 256 random bits.
CREATE TABLE board_links (
    id           uuid PRIMARY KEY,
    board_id     uuid NOT NULL REFERENCES boards (id) ON DELETE CASCADE,
    hash         bytea NOT NULL CHECK (octet_length(hash) = 32),
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE UNIQUE INDEX board_links_hash ON board_links (hash);
CREATE INDEX board_links_board_id ON board_links (board_id);
