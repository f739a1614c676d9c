import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setUp } from "@/api/actions";
import { ApiError } from "@/api/http";
import type { CreatedProject } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { emptyProject, ProjectFields, toNewProject } from "./ProjectFields";

interface SetupFormProps {
  token: string;
  onCreated: (created: CreatedProject) => void;
}

/** The first account and the first project, in one step. */
export function SetupForm({ token, onCreated }: SetupFormProps) {
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [project, setProject] = useState(emptyProject);
  const attempt = useMutation({
    mutationFn: setUp,
    onSuccess: (created) => {
      queryClient.clear();
      onCreated(created);
    },
  });
  const refused = attempt.error instanceof ApiError ? attempt.error : null;
  const named = [
    "/email",
    "/password",
    "/project/name",
    "/project/slug",
    "/project/timeZone",
    "/project/currency",
  ];
  const elsewhere = attempt.error && !named.some((pointer) => refused?.field(pointer));

  return (
    <form
      className="grid gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate({ token, email, password, project: toNewProject(project) });
      }}
    >
      {elsewhere && <ErrorNotice error={attempt.error} />}
      <fieldset className="grid gap-4">
        <legend className="mb-3 text-base font-semibold">Your account</legend>
        <TextField
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          error={refused?.field("/email")}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div className="grid gap-2">
          <TextField
            label="Password"
            type={shown ? "text" : "password"}
            name="password"
            autoComplete="new-password"
            required
            maxLength={128}
            hint="At least 12 characters. A sentence is easy to remember."
            value={password}
            error={refused?.field("/password")}
            onChange={(event) => setPassword(event.target.value)}
          />
          <label className="-my-1.5 inline-flex min-h-11 w-fit cursor-pointer items-center gap-2.5 md:my-0 md:min-h-6">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={shown}
              onChange={(event) => setShown(event.target.checked)}
            />
            Show the password
          </label>
        </div>
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-3 text-base font-semibold">Your first project</legend>
        <ProjectFields
          draft={project}
          onChange={setProject}
          errorOf={(field) => refused?.field(`/project/${field}`)}
        />
      </fieldset>
      <Button type="submit" look="primary" busy={attempt.isPending} className="sm:w-fit">
        {attempt.isPending ? "Setting up" : "Create account and project"}
      </Button>
    </form>
  );
}
