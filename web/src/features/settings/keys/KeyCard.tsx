import { Plus } from "lucide-react";
import { useState } from "react";
import { revokeKey, type KeyPlace } from "@/api/keys";
import type { Key } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { formatNumber } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { ConfirmDialog } from "../ConfirmDialog";
import { KeyDialog } from "./KeyDialog";
import { KeyRow, type KeyDeed } from "./KeyRow";
import { isLive, kinds, type KeyKind } from "./kinds";
import { RotateDialog } from "./RotateDialog";
import { useKeysChanged } from "./useKeysChanged";

interface KeyCardProps {
  place: KeyPlace;
  kind: KeyKind;
  /** Of every kind; undefined while they load. */
  keys: Key[] | undefined;
  /** The reader's role here. */
  own: string;
  title?: string;
  lead?: string;
  /** On the button that makes one. */
  button?: string;
}

/** Keys of one kind, those in use first; those that ended fold away. */
export function KeyCard({ place, kind, keys, own, title, lead, button }: KeyCardProps) {
  const now = useNow(30_000);
  const [doing, setDoing] = useState<{ deed: KeyDeed | "make"; item: Key | null } | null>(null);
  const [all, setAll] = useState(false);
  const words = kinds[kind];
  const id = `${place === null ? "instance" : kind}-keys-title`;
  const ofKind = keys?.filter((key) => key.kind === kind);
  const live = ofKind?.filter((key) => isLive(key, now)) ?? [];
  const ended = ofKind?.filter((key) => !isLive(key, now)) ?? [];
  return (
    <Card labelledBy={id}>
      <CardTitle
        id={id}
        aside={
          <Button onClick={() => setDoing({ deed: "make", item: null })}>
            <Plus aria-hidden />
            {button ?? `New ${words.word}`}
          </Button>
        }
      >
        {title ?? words.title}
      </CardTitle>
      <p className="px-4 pb-3 text-muted sm:px-5">{lead ?? words.lead}</p>
      {!ofKind ? (
        <Skeleton className="mx-4 mb-5 h-24 sm:mx-5" />
      ) : (
        <ul className="border-t border-line" data-keys={place === null ? "instance" : kind}>
          {live.length === 0 && <li className="px-4 py-4 text-muted sm:px-5">{words.none}</li>}
          {[...live, ...(all ? ended : [])].map((key) => (
            <KeyRow key={key.id} item={key} onDeed={(deed) => setDoing({ deed, item: key })} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <Button look="ghost" className="m-1.5" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Hide" : "Show"} {formatNumber(ended.length)} ended
        </Button>
      )}
      {doing && (
        <Deed
          place={place}
          kind={kind}
          own={own}
          deed={doing.deed}
          item={doing.item}
          onClose={() => setDoing(null)}
        />
      )}
    </Card>
  );
}

interface DeedProps {
  place: KeyPlace;
  kind: KeyKind;
  own: string;
  deed: KeyDeed | "make";
  item: Key | null;
  onClose: () => void;
}

/** The dialog of what is about to be done. */
function Deed({ place, kind, own, deed, item, onClose }: DeedProps) {
  const changed = useKeysChanged(place);
  if (item && deed === "rotate") return <RotateDialog place={place} item={item} onClose={onClose} />;
  if (item && deed === "revoke")
    return (
      <ConfirmDialog
        title={`Revoke ${item.name}`}
        action="Revoke"
        run={() => revokeKey(place, item.id)}
        onDone={() => {
          onClose();
          toast("The key is revoked.");
          changed();
        }}
        onClose={onClose}
      >
        <p>{kinds[kind].ends} This cannot be undone. To change over without a gap, rotate it instead.</p>
      </ConfirmDialog>
    );
  return <KeyDialog place={place} kind={kind} item={item} own={own} onClose={onClose} />;
}
