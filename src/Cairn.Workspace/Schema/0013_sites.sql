-- Public names by which protocols without keys name a project: a domain, a website's id, a measurement id. One project has each.
CREATE TABLE sites (
    site       text PRIMARY KEY CHECK (site = lower(site) AND length(site) BETWEEN 1 AND 200),
    project_id integer NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    added_by   text NOT NULL,
    added_at   timestamptz NOT NULL
);
CREATE INDEX sites_project_id ON sites (project_id);
CREATE TRIGGER sites_changed AFTER INSERT OR UPDATE OR DELETE ON sites EXECUTE FUNCTION workspace_changed();
