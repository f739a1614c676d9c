import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ApiError } from "@/api/http";
import { changeReport, saveReport } from "@/api/reports";
import type { Question } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { cx } from "@/lib/cx";
import type { Report } from "./useReport";

interface SaveReportDialogProps<Q extends Question> {
  title: string;
  report: Report<Q>;
  /** A report of its own, though the question came from a saved one. */
  asNew: boolean;
  onClose: () => void;
}

/** Saves the question as a report, or as the next version of the one it came from. */
export function SaveReportDialog<Q extends Question>({
  title,
  report,
  asNew,
  onClose,
}: SaveReportDialogProps<Q>) {
  const before = asNew ? undefined : report.saved;
  const [name, setName] = useState(before?.name ?? (report.saved ? `${report.saved.name} (copy)` : ""));
  const [description, setDescription] = useState(report.saved?.description ?? "");
  const saving = useMutation({
    mutationFn: (query: Q) => {
      const text = { name: name.trim(), description: description.trim(), query };
      return before
        ? changeReport(report.slug, before.id, { ...text, version: before.version })
        : saveReport(report.slug, text);
    },
    onSuccess: (saved) => {
      report.adopt(saved);
      toast(before ? `Saved as version ${saved.version}.` : "Saved.");
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (report.asked) saving.mutate(report.asked);
  };
  const fault = saving.error instanceof ApiError ? saving.error : null;
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={before ? "Save changes" : "Save as a report"}
      lead={
        before
          ? `Makes version ${before.version + 1}; the versions before stay.`
          : "Everybody who may see the project finds it in the search and can put it on a board."
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Name"
          required
          maxLength={200}
          autoFocus
          placeholder={`${title} of …`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fault?.field("/name")}
        />
        <Field
          label="Description"
          hint="What it is for, if the name does not say it."
          error={fault?.field("/description")}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2_000}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              className={cx(control.className, "h-auto! py-2")}
            />
          )}
        </Field>
        {fault && fault.errors.length === 0 && <ErrorNotice error={fault} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={saving.isPending} disabled={!report.asked}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
