import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";

interface ConfirmDialogProps {
  title: string;
  /** What happens, and what cannot be taken back. */
  children: ReactNode;
  /** What the button says: the deed, not "OK". */
  action: string;
  /** To be typed first, for what cannot be undone. */
  typed?: string;
  run: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something ends for good. */
export function ConfirmDialog({ title, children, action, typed, run, onDone, onClose }: ConfirmDialogProps) {
  const [text, setText] = useState("");
  const doing = useMutation({ mutationFn: run, onSuccess: onDone });
  const ready = typed === undefined || text.trim() === typed;
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !doing.isPending) doing.mutate();
        }}
      >
        <div className="grid gap-2 text-muted">{children}</div>
        {typed !== undefined && (
          <TextField
            label={`Type ${typed} to confirm`}
            value={text}
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {doing.error && <ErrorNotice error={doing.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" disabled={!ready} busy={doing.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
