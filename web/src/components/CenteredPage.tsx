import type { ReactNode } from "react";
import { useTitle } from "@/lib/useTitle";
import { Logo } from "./Logo";

interface CenteredPageProps {
  title: string;
  lead?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** A page with one thing to do: set-up, sign-in, a message. */
export function CenteredPage({ title, lead, wide = false, children }: CenteredPageProps) {
  useTitle(title);
  return (
    <main
      className="mx-auto flex min-h-dvh w-full flex-col px-4 py-8 sm:justify-center sm:py-12"
      data-page={title}
    >
      <div className={`mx-auto w-full ${wide ? "max-w-2xl" : "max-w-sm"}`}>
        <Logo />
        <h1 className="mt-8 text-xl font-semibold tracking-tight">{title}</h1>
        {lead && <p className="mt-1.5 text-muted">{lead}</p>}
        <div className="mt-6">{children}</div>
      </div>
    </main>
  );
}
