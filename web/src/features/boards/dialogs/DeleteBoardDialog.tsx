import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteBoard } from "@/api/boards";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";

interface DeleteBoardDialogProps {
  slug: string;
  board: { id: string; name: string };
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteBoardDialog({ slug, board, onClose, onDeleted }: DeleteBoardDialogProps) {
  const client = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => deleteBoard(slug, board.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
      toast(`The board “${board.name}” is deleted.`);
      onClose();
      onDeleted?.();
    },
  });
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete “${board.name}”?`}
      lead="It disappears for everybody, and its public links open nothing any more. The reports on it stay."
    >
      {deleting.isError && <ErrorNotice error={deleting.error} className="mb-4" />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={deleting.isPending} onClick={() => deleting.mutate()}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
