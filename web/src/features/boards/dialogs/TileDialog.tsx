import { useState, type FormEvent } from "react";
import type { BoardTile } from "@/api/boards";
import { Button } from "@/components/ui/Button";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { cx } from "@/lib/cx";

interface TileDialogProps {
  /** Null: a new text. */
  tile: BoardTile | null;
  onSave: (written: { title: string | null; text: string | null }) => void;
  onClose: () => void;
}

/** The title of a tile, and the words of a text. */
export function TileDialog({ tile, onSave, onClose }: TileDialogProps) {
  const isText = tile === null || tile.kind === "text";
  const [title, setTitle] = useState(tile?.title ?? "");
  const [text, setText] = useState(tile?.text ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ title: title.trim() || null, text: isText ? text : null });
    onClose();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={tile === null ? "Add a text" : isText ? "Change the text" : "Change the title"}
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Title"
          hint={isText ? "May be left out." : "Left out, the report’s own name stands here."}
          maxLength={200}
          autoFocus={!isText}
          placeholder={tile?.report?.name ?? ""}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        {isText && (
          <Field label="Text" hint="# Heading, **bold**, *italic*, `code`, [link](https://…), - list.">
            {(control) => (
              <textarea
                {...control}
                autoFocus
                required
                maxLength={10_000}
                rows={8}
                value={text}
                onChange={(event) => setText(event.target.value)}
                className={cx(control.className, "h-auto! py-2 leading-5")}
              />
            )}
          </Field>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary">
            {tile === null ? "Add" : "Save"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
