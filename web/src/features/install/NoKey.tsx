import { Link } from "@tanstack/react-router";
import { Notice } from "@/components/ui/Notice";

/** Nothing can send events before there is a write key. */
export function NoKey({ slug }: { slug: string }) {
  return (
    <Notice tone="warn">
      No write key of this project is in use: nothing can send events. Make one under{" "}
      <Link
        to="/p/$slug/settings/$section"
        params={{ slug, section: "keys" }}
        className="font-medium underline underline-offset-2"
      >
        Keys and install
      </Link>
      .
    </Notice>
  );
}
