import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeCohort, createCohort, uploadMembers } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import type { Cohort } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { IdsField } from "./IdsField";
import { NameFields } from "./NameFields";

interface ListEditorProps {
  /** Its key is absent for a new list. */
  start: { key?: string; name: string; description: string };
  onSaved: (cohort: Cohort) => void;
  onCancel: () => void;
}

/** Name of a list of persons, and for a new one its distinct ids. */
export function ListEditor({ start, onSaved, onCancel }: ListEditorProps) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [text, setText] = useState({ name: start.name, description: start.description });
  const [ids, setIds] = useState("");
  const [made, setMade] = useState<Cohort | null>(null);
  const [strict, setStrict] = useState(false);
  const saving = useMutation({
    mutationFn: async () => {
      const body = {
        name: text.name.trim(),
        description: text.description.trim(),
        definition: { static: true as const },
      };
      const key = start.key ?? made?.key;
      const cohort = key ? await changeCohort(slug, key, body) : await createCohort(slug, body);
      // Kept, so that a refused upload is tried again with the same cohort.
      setMade(cohort);
      if (!start.key && ids.trim() !== "") await uploadMembers(slug, cohort.key, "replace", ids);
      return cohort;
    },
    onSuccess: onSaved,
    onSettled: () => client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] }),
  });
  const refused = saving.error instanceof ApiError && made !== null ? saving.error : null;
  const named =
    saving.error instanceof ApiError &&
    saving.error.errors.some(({ pointer }) => /^\/(name|key|description)/.test(pointer));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:gap-5" data-cohort-editor>
      <Card className="grid gap-4 p-4 sm:p-5">
        <NameFields text={text} onChange={setText} strict={strict} error={saving.error} />
        {!start.key && (
          <IdsField
            text={ids}
            onChange={setIds}
            error={strict && ids.trim() === "" ? "Put at least one id here." : faultLine(refused)}
          />
        )}
        {saving.isError && !named && <ErrorNotice error={saving.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button
            look="primary"
            busy={saving.isPending}
            onClick={() => {
              setStrict(true);
              if (text.name.trim() !== "" && (start.key || ids.trim() !== "")) saving.mutate();
            }}
          >
            {start.key ? "Save" : "Make the list"}
          </Button>
        </div>
      </Card>
    </div>
  );
}

/** The first line that the server refused. */
export function faultLine(error: ApiError | null): string | undefined {
  const fault = error?.errors[0];
  return fault && /^\/\d+$/.test(fault.pointer)
    ? `Line ${fault.pointer.slice(1)}: ${fault.message}`
    : fault?.message;
}
