import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import type { PersonProfile } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { CopyButton } from "@/components/ui/CopyButton";
import { useTitle } from "@/lib/useTitle";
import { personName } from "@/lib/personName";

/** Who it is, and what can be done with all they did. */
export function PersonHeader({
  slug,
  person,
  children,
}: {
  slug: string;
  person: PersonProfile;
  children: ReactNode;
}) {
  const name = personName(person.id, person.distinctIds, person.properties);
  useTitle(name.title);
  return (
    <div className="mb-4">
      <BackToPersons slug={slug} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 items-center gap-3.5">
          <Avatar initials={name.initials} hue={name.hue} large />
          <div className="min-w-0">
            <h1 className="text-xl font-semibold tracking-tight wrap-anywhere" data-person-id={person.id}>
              {name.title}
            </h1>
            <p className="flex items-center gap-1 text-muted">
              <span className="wrap-anywhere">{name.id ?? "No name or email is set"}</span>
              <CopyButton text={name.id ?? name.title} label="Copy the distinct id" />
            </p>
          </div>
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
    </div>
  );
}

export function BackToPersons({ slug }: { slug: string }) {
  return (
    <Link
      to="/p/$slug/persons"
      params={{ slug }}
      className="-ml-1 inline-flex min-h-11 items-center gap-1 rounded-md pr-2 text-[0.8125rem] font-medium text-muted hover:text-ink md:min-h-8"
    >
      <ChevronLeft aria-hidden className="size-4" />
      Persons
    </Link>
  );
}
