import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { deleteAccount } from "@/api/account";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Modal } from "@/components/ui/Modal";
import { PasswordStep } from "./PasswordStep";

export function DeleteAccountCard({ email }: { email: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  return (
    <Card labelledBy="delete-account-title">
      <CardTitle
        id="delete-account-title"
        aside={
          <Button look="danger" onClick={() => setOpen(true)}>
            Delete the account
          </Button>
        }
      >
        Delete
      </CardTitle>
      <p className="max-w-prose px-4 pb-5 text-muted sm:px-5">
        Ends {email}: its roles, passkeys and sign-ins. Projects, reports and boards stay.
      </p>
      {open && (
        <Modal
          open
          onOpenChange={setOpen}
          title="Delete the account"
          lead="This cannot be undone. Somebody with the role admin can invite you again."
        >
          <PasswordStep
            run={deleteAccount}
            action="Delete"
            look="danger"
            onCancel={() => setOpen(false)}
            onDone={() => {
              client.clear();
              client.setQueryData(sessionQuery.queryKey, null);
              void navigate({ to: "/sign-in" });
            }}
          />
        </Modal>
      )}
    </Card>
  );
}
