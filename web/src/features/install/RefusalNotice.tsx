import { Link } from "@tanstack/react-router";
import { Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { refusalOf } from "./refusals";

interface RefusalNoticeProps {
  code: string;
  /** The server's sentence. */
  reason: string | null;
  event?: string | null;
}

/** Why a request or an event was refused, and what to do. */
export function RefusalNotice({ code, reason, event }: RefusalNoticeProps) {
  const { slug } = useFrame();
  const { title, fix, section } = refusalOf(code);
  return (
    <Notice tone="warn" className="text-[0.8125rem]">
      <p className="font-semibold" data-refusal={code}>
        {title}
        {event ? `: ${event}` : ""}
      </p>
      {reason && <p className="wrap-anywhere">{reason}</p>}
      <p>
        {fix}
        {section && (
          <>
            {" "}
            <Link
              to="/p/$slug/settings/$section"
              params={{ slug, section }}
              className="inline-block font-medium underline underline-offset-2 max-md:py-3"
            >
              Open the settings
            </Link>
          </>
        )}
      </p>
    </Notice>
  );
}
