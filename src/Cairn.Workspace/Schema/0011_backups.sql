-- When backups are made by themselves. One row, made when it is first changed.
CREATE TABLE backup_schedule (
    id           boolean PRIMARY KEY DEFAULT true CHECK (id),
    is_on        boolean NOT NULL,
    hour         integer NOT NULL CHECK (hour BETWEEN 0 AND 23), -- UTC
    keep_daily   integer NOT NULL CHECK (keep_daily BETWEEN 1 AND 366),
    keep_weekly  integer NOT NULL CHECK (keep_weekly BETWEEN 0 AND 520),
    folder       text -- null: the one the configuration names
);

-- Every folder that a backup was ever begun in: an erasure must reach them all, whatever the schedule says by then.
CREATE TABLE backup_folders (
    path           text PRIMARY KEY, -- absolute
    first_used_at  timestamptz NOT NULL,
    last_used_at   timestamptz NOT NULL,
    stale_since    timestamptz -- backups from before hold erased persons and could not be replaced yet; null: none
);
