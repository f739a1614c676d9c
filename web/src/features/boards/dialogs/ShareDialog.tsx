import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createLink, linksQuery, revokeLink, type BoardLink } from "@/api/boards";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";

interface ShareDialogProps {
  slug: string;
  board: { id: string; name: string };
  timeZone: string;
  onClose: () => void;
}

/** Public links: made, shown once, listed, revoked. */
export function ShareDialog({ slug, board, timeZone, onClose }: ShareDialogProps) {
  const client = useQueryClient();
  const query = linksQuery(slug, board.id);
  const links = useQuery(query);
  const [token, setToken] = useState<string | null>(null);
  const changed = () => {
    void client.invalidateQueries({ queryKey: query.queryKey });
    void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
  };
  const making = useMutation({
    mutationFn: () => createLink(slug, board.id),
    onSuccess: (made) => {
      setToken(made.token ?? null);
      changed();
    },
  });
  const revoking = useMutation({
    mutationFn: (link: string) => revokeLink(slug, board.id, link),
    onSuccess: () => {
      setToken(null);
      changed();
    },
  });
  const live = links.data?.items.filter((link) => link.revokedAt === null) ?? [];
  const revoked = (links.data?.items.length ?? 0) - live.length;

  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Public link"
      lead="Whoever has the link sees this board and its numbers, without an account, until you revoke it. They see what the reports show, and cannot ask anything else."
      wide
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {token ? <NewLink token={token} title={board.name} /> : null}
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="font-semibold">
            {live.length === 0
              ? "No live link"
              : live.length === 1
                ? "One live link"
                : `${live.length} live links`}
          </h3>
          <Button
            look={live.length === 0 ? "primary" : "secondary"}
            busy={making.isPending}
            onClick={() => making.mutate()}
          >
            Create a link
          </Button>
        </div>
        {(making.error ?? revoking.error ?? links.error) && (
          <ErrorNotice error={making.error ?? revoking.error ?? links.error} />
        )}
        {links.isPending ? (
          <Skeleton className="h-12 w-full" />
        ) : (
          live.length > 0 && (
            <ul className="divide-y divide-line border-y border-line" aria-label="Live links">
              {live.map((link) => (
                <LinkRow
                  key={link.id}
                  link={link}
                  timeZone={timeZone}
                  busy={revoking.isPending}
                  onRevoke={() => revoking.mutate(link.id)}
                />
              ))}
            </ul>
          )
        )}
        {revoked > 0 && (
          <p className="text-[0.8125rem] text-muted">
            {revoked === 1 ? "One link was revoked." : `${revoked} links were revoked.`}
          </p>
        )}
      </div>
    </Modal>
  );
}

function NewLink({ token, title }: { token: string; title: string }) {
  const { origin } = window.location;
  const frame = `<iframe src="${origin}/embed/${token}" title="${title.replaceAll('"', "&quot;")}" width="100%" height="800" style="border:0" loading="lazy"></iframe>`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-accent p-4" data-new-link>
      <p className="font-medium" role="status">
        The link is made. It is shown now and never again.
      </p>
      <Code text={`${origin}/shared/${token}`} label="the link" />
      <p className="text-muted">Or put the board into a page of yours:</p>
      <Code text={frame} label="the frame" />
    </div>
  );
}

interface LinkRowProps {
  link: BoardLink;
  timeZone: string;
  busy: boolean;
  onRevoke: () => void;
}

function LinkRow({ link, timeZone, busy, onRevoke }: LinkRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" data-link={link.id}>
      <div className="min-w-0">
        <p className="truncate">
          Made <Age at={link.createdAt} timeZone={timeZone} /> by {link.createdBy}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {link.lastUsedAt ? (
            <>
              Last used <Age at={link.lastUsedAt} timeZone={timeZone} />
            </>
          ) : (
            "Never used"
          )}
        </p>
      </div>
      <Button look="danger" busy={busy} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
