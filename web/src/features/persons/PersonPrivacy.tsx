import { Download, Eraser, ShieldUser } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { paths } from "@/api/paths";
import type { PersonProfile } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { EraseDialog } from "@/features/settings/privacy/EraseDialog";
import { download, keepFile } from "@/lib/download";

/** What a person may ask for by law: everything known about them, and to be erased. */
export function PersonPrivacy({ slug, person }: { slug: string; person: PersonProfile }) {
  const [erasing, setErasing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const archive = async () => {
    const controller = (running.current = new AbortController());
    setBusy(true);
    try {
      const file = await download({
        path: paths.accessRequests(slug),
        method: "POST",
        body: { personId: person.id },
        signal: controller.signal,
        onProgress: () => undefined,
      });
      keepFile(`person ${person.id}.zip`, file);
      toast("The archive is saved. Everything in it is readable: keep it safe.");
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Menu
        label="Rights of this person"
        trigger={
          <Button busy={busy}>
            <ShieldUser aria-hidden />
            Privacy
          </Button>
        }
      >
        <MenuItem onSelect={() => void archive()}>
          <Download aria-hidden />
          Download everything
        </MenuItem>
        <MenuItem onSelect={() => setErasing(true)}>
          <Eraser aria-hidden />
          Erase this person
        </MenuItem>
      </Menu>
      {error !== null && (
        <Modal open onOpenChange={() => setError(null)} title="The archive could not be made">
          <ErrorNotice error={error} />
        </Modal>
      )}
      {erasing && (
        <EraseDialog slug={slug} person={{ personId: person.id }} onClose={() => setErasing(false)} />
      )}
    </>
  );
}
