import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ApiError } from "@/api/http";
import { projectQuery, sessionQuery } from "@/api/queries";
import { changeProject } from "@/api/settings";
import type { Project } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Field, TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatCalendarDay } from "@/lib/format";
import { currencies, timeZones } from "@/lib/region";
import { mayWith } from "../sections";
import { ArchiveProject } from "./ArchiveProject";
import { DeletedProjects } from "./DeletedProjects";
import { DeleteProject } from "./DeleteProject";

export function ProjectSection() {
  const { slug, role } = useFrame();
  const project = useQuery(projectQuery(slug));
  if (project.error) return <ErrorNotice error={project.error} onRetry={() => void project.refetch()} />;
  if (!project.data) return <Skeleton className="h-96" />;
  return (
    <>
      <ProjectForm key={project.data.slug} project={project.data} mayChange={mayWith(role, "admin")} />
      {mayWith(role, "admin") && <ArchiveProject project={project.data} />}
      {mayWith(role, "owner") && <DeleteProject project={project.data} />}
      <DeletedProjects />
    </>
  );
}

function ProjectForm({ project, mayChange }: { project: Project; mayChange: boolean }) {
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState({
    name: project.name,
    timeZone: project.timeZone,
    currency: project.currency,
  });
  const zones = useMemo(() => [...new Set([project.timeZone, ...timeZones()])].sort(), [project.timeZone]);
  const money = useMemo(currencies, []);
  const saving = useMutation({
    mutationFn: () => changeProject(project.slug, { ...draft, name: draft.name.trim() }),
    onSuccess: async (saved) => {
      client.setQueryData(projectQuery(project.slug).queryKey, saved);
      toast("The project is saved.");
      // Days and money are cut anew everywhere.
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await router.invalidate();
      await client.invalidateQueries({ queryKey: ["project", project.slug] });
    },
  });
  const refused = saving.error instanceof ApiError ? saving.error : null;
  const isChanged =
    draft.name.trim() !== project.name ||
    draft.timeZone !== project.timeZone ||
    draft.currency !== project.currency;

  return (
    <Card labelledBy="project-title">
      <CardTitle id="project-title">General</CardTitle>
      <form
        className="grid gap-4 px-4 pb-5 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && !saving.isPending) saving.mutate();
        }}
      >
        {saving.error && !refused?.errors.length && <ErrorNotice error={saving.error} />}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            required
            maxLength={200}
            disabled={!mayChange}
            value={draft.name}
            error={refused?.field("/name")}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
          <TextField
            label="Short name in addresses"
            value={project.slug}
            readOnly
            hint="It stays as it is: links and clients use it."
          />
          <Field
            label="Time zone"
            hint="A day begins at its midnight. A change cuts the days of every report anew."
            error={refused?.field("/timeZone")}
          >
            {(control) => (
              <select
                {...control}
                disabled={!mayChange}
                value={draft.timeZone}
                onChange={(event) => setDraft({ ...draft, timeZone: event.target.value })}
              >
                {zones.map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll("_", " ")}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field
            label="Currency"
            hint="Amounts are written in it; none is converted."
            error={refused?.field("/currency")}
          >
            {(control) => (
              <select
                {...control}
                disabled={!mayChange}
                value={draft.currency}
                onChange={(event) => setDraft({ ...draft, currency: event.target.value })}
              >
                {money.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {code} · {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-[0.8125rem] text-muted">
            Made on {formatCalendarDay(project.createdAt, project.timeZone)}.
            {mayChange ? "" : " Changing it needs the role admin."}
          </p>
          {mayChange && (
            <Button type="submit" look="primary" disabled={!isChanged} busy={saving.isPending}>
              {saving.isPending ? "Saving" : "Save"}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
