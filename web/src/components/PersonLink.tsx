import { Link } from "@tanstack/react-router";
import { Avatar } from "./ui/Avatar";
import { personName } from "@/lib/personName";

interface PersonLinkProps {
  slug: string;
  personId: string;
  distinctIds: string[];
  properties?: Record<string, unknown>;
}

const nothing = {};

/** A person in a row of a table; the whole row leads to the profile. */
export function PersonLink({ slug, personId, distinctIds, properties = nothing }: PersonLinkProps) {
  const name = personName(personId, distinctIds, properties);
  return (
    <Link
      to="/p/$slug/persons/$personId"
      params={{ slug, personId }}
      data-row-focus
      data-person={personId}
      className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-md after:absolute after:inset-0 md:min-h-9"
    >
      <Avatar initials={name.initials} hue={name.hue} />
      <span className="grid min-w-0">
        <span className="truncate font-medium" title={name.title}>
          {name.title}
        </span>
        {name.id && <span className="truncate text-[0.8125rem] text-muted lg:hidden">{name.id}</span>}
      </span>
      {name.id && (
        <span className="hidden min-w-0 shrink truncate text-muted lg:block" title={name.id}>
          {name.id}
        </span>
      )}
    </Link>
  );
}
