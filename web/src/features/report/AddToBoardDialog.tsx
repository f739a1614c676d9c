import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { addReportToBoard, boardsQuery, createBoard } from "@/api/boards";
import { saveReport } from "@/api/reports";
import type { Question } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import type { Report } from "./useReport";

interface AddToBoardDialogProps<Q extends Question> {
  title: string;
  report: Report<Q>;
  onClose: () => void;
}

const newBoard = "";

/** Puts the report on a board. A question that was changed or never saved becomes a report of its own first. */
export function AddToBoardDialog<Q extends Question>({ title, report, onClose }: AddToBoardDialogProps<Q>) {
  const { slug } = report;
  const client = useQueryClient();
  const boards = useQuery(boardsQuery(slug));
  const [chosen, setChosen] = useState<string | null>(null);
  const [boardName, setBoardName] = useState("");
  const needsName = !report.saved || report.isChanged;
  const [name, setName] = useState(report.saved ? `${report.saved.name} (copy)` : "");
  const board = chosen ?? boards.data?.items[0]?.id ?? newBoard;

  const adding = useMutation({
    mutationFn: async (query: Q) => {
      const saved =
        needsName || !report.saved ? await saveReport(slug, { name: name.trim(), query }) : report.saved;
      const target =
        board === newBoard
          ? await createBoard(slug, { name: boardName.trim() })
          : boards.data?.items.find((item) => item.id === board);
      if (!target) throw new Error("The board is gone.");
      await addReportToBoard(slug, target.id, saved.id);
      return { saved, target };
    },
    onSuccess: ({ saved, target }) => {
      report.adopt(saved);
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
      void client.invalidateQueries({ queryKey: ["project", slug, "board", target.id] });
      toast(`Added to the board “${target.name}”.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (report.asked) adding.mutate(report.asked);
  };

  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Add to a board"
    >
      <form onSubmit={submit} className="grid gap-4">
        {needsName && (
          <TextField
            label="Name of the report"
            hint="A board shows saved reports, so this question is saved first."
            required
            maxLength={200}
            placeholder={`${title} of …`}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <Field label="Board">
          {(control) => (
            <select {...control} value={board} onChange={(event) => setChosen(event.target.value)}>
              {boards.data?.items.map((item) => (
                <option key={item.id} value={item.id}>
                  {item.name}
                </option>
              ))}
              <option value={newBoard}>New board…</option>
            </select>
          )}
        </Field>
        {board === newBoard && (
          <TextField
            label="Name of the new board"
            required
            maxLength={200}
            value={boardName}
            onChange={(event) => setBoardName(event.target.value)}
          />
        )}
        {(adding.error ?? boards.error) && <ErrorNotice error={adding.error ?? boards.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            busy={adding.isPending}
            disabled={!report.asked || boards.isPending}
          >
            Add
          </Button>
        </div>
      </form>
    </Modal>
  );
}
