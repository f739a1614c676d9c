import { Link } from "@tanstack/react-router";
import { Plug, SearchCheck } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { RecentRequest } from "@/api/types";
import { buttonLook } from "@/components/ui/Button";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { useFrame } from "@/features/frame/useFrame";
import { usePageSearch } from "@/lib/usePageSearch";
import { RequestRow } from "./RequestRow";
import { readRequestsSearch } from "./requestsSearch";

interface RequestListProps {
  requests: RecentRequest[];
  /** There are others, which the reader chose not to see. */
  isNarrowed: boolean;
}

/** Newest first; arrow up and down go from one to the next, Home and End to the ends. */
export function RequestList({ requests, isNarrowed }: RequestListProps) {
  const { slug } = useFrame();
  const [{ open }, change] = usePageSearch(readRequestsSearch);
  if (requests.length === 0)
    return isNarrowed ? (
      <EmptyPage icon={SearchCheck} title="Nothing was refused">
        Every event of the last requests was taken.
      </EmptyPage>
    ) : (
      <EmptyPage
        icon={Plug}
        title="No request came with this key yet"
        action={
          <Link to="/p/$slug/install" params={{ slug }} className={buttonLook("primary")}>
            Install
          </Link>
        }
      >
        Each request stands here within two seconds, with the format it was recognised as and the verdict on
        every event. They are kept since the server started.
      </EmptyPage>
    );
  return (
    <ul aria-label="Requests" onKeyDown={moveFocus}>
      {requests.map((request) => {
        const number = request.number ?? 0;
        return (
          <RequestRow
            key={number}
            request={request}
            isOpen={number === open}
            onToggle={() => change({ open: number === open ? undefined : number })}
          />
        );
      })}
    </ul>
  );
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-focus]")];
  const here = rows.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return;
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows[to]?.focus();
}
