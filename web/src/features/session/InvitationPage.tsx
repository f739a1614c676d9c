import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { offerQuery } from "@/api/account";
import { CenteredPage } from "@/components/CenteredPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { AcceptForm } from "./AcceptForm";

/** The token stands behind the #, which browsers send to nobody. */
export function InvitationPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const { data: offer, error } = useQuery(offerQuery(token));
  if (error)
    return (
      <CenteredPage title="Invitation">
        <ErrorNotice error={error} />
      </CenteredPage>
    );
  if (!offer)
    return (
      <CenteredPage title="Invitation">
        <Skeleton className="h-40" />
      </CenteredPage>
    );
  return (
    <CenteredPage
      title={`Join ${offer.project ?? "this Cairn"}`}
      lead={
        <span className="wrap-anywhere">
          {offer.madeBy} invites you with the role {offer.role}
          {offer.project ? "" : " in every project"}.
        </span>
      }
    >
      <AcceptForm
        token={token}
        offer={offer}
        onAccepted={(slug) =>
          void (slug ? navigate({ to: "/p/$slug", params: { slug } }) : navigate({ to: "/" }))
        }
      />
    </CenteredPage>
  );
}
