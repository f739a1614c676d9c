import { Link } from "@tanstack/react-router";
import { Plug } from "lucide-react";
import { buttonLook } from "@/components/ui/Button";

/** The way from an empty page to the lines that fill it. */
export function InstallLink({ slug }: { slug: string }) {
  return (
    <Link to="/p/$slug/install" params={{ slug }} className={buttonLook("secondary")}>
      <Plug aria-hidden />
      Install
    </Link>
  );
}
