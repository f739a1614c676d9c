import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { changeSites, sitesQuery, type Sites } from "@/api/sites";
import { Age } from "@/components/ui/Age";
import { Button, IconButton } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";

/** By what trackers without keys name the project. */
export function SitesCard() {
  const { slug } = useFrame();
  const sites = useQuery(sitesQuery(slug));
  return (
    <Card labelledBy="sites-title">
      <CardTitle id="sites-title">Sites</CardTitle>
      <p className="px-4 pb-3 text-muted sm:px-5">
        Trackers of Plausible, Umami and Google Analytics send no key: they name a domain, a website&rsquo;s
        id or a measurement id. Enter it here and point the tracker at this Cairn. Events that come by a site
        use the project&rsquo;s oldest write key.
      </p>
      {sites.error ? (
        <ErrorNotice error={sites.error} onRetry={() => void sites.refetch()} className="mx-4 mb-5 sm:mx-5" />
      ) : !sites.data ? (
        <Skeleton className="mx-4 mb-5 h-24 sm:mx-5" />
      ) : (
        <SiteList key={slug} sites={sites.data.sites} />
      )}
    </Card>
  );
}

function SiteList({ sites }: { sites: Sites["sites"] }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const [site, setSite] = useState("");
  const names = sites.map((item) => item.site);
  const changing = useMutation({
    mutationFn: (change: { sites: string[]; said: string }) => changeSites(slug, change.sites),
    onSuccess: (saved, { said }) => {
      client.setQueryData(sitesQuery(slug).queryKey, saved);
      setSite("");
      toast(said);
    },
  });
  const fault =
    changing.error instanceof ApiError ? changing.error.errors.map((error) => error.message)[0] : undefined;
  return (
    <>
      <ul className="border-t border-line" data-sites>
        {sites.length === 0 && (
          <li className="border-b border-line px-4 py-4 text-muted sm:px-5">
            No sites. The project&rsquo;s own name {slug} works without being entered.
          </li>
        )}
        {sites.map((item) => (
          <li
            key={item.site}
            className="flex min-h-13 items-center justify-between gap-3 border-b border-line px-4 py-1.5 sm:px-5"
          >
            <div className="min-w-0">
              <p className="font-mono text-[0.8125rem] wrap-anywhere">{item.site}</p>
              <p className="text-[0.8125rem] wrap-anywhere text-muted">
                Added by {item.addedBy}, <Age at={item.addedAt} timeZone={timeZone} />
              </p>
            </div>
            <IconButton
              label={`Remove ${item.site}`}
              aria-disabled={changing.isPending || undefined}
              onClick={() => {
                if (!changing.isPending)
                  changing.mutate({
                    sites: names.filter((name) => name !== item.site),
                    said: `${item.site} is removed: nothing comes by it any more.`,
                  });
              }}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <form
        className="grid gap-3 px-4 pt-4 pb-5 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (site.trim() !== "" && !changing.isPending)
            changing.mutate({ sites: [...names, site], said: "The site is added." });
        }}
      >
        {changing.error && !fault && <ErrorNotice error={changing.error} />}
        <TextField
          label="Site"
          hint="Such as shop.example, Umami's website id, or G-1ABC2DEF."
          error={fault}
          value={site}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => {
            setSite(event.target.value);
            if (changing.error) changing.reset();
          }}
        />
        <Button
          type="submit"
          className="justify-self-end"
          disabled={site.trim() === ""}
          busy={changing.isPending}
        >
          <Plus aria-hidden />
          Add the site
        </Button>
      </form>
    </>
  );
}
