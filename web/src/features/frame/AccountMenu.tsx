import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleUserRound, LogOut, UserRoundCog } from "lucide-react";
import { signOut } from "@/api/actions";
import { sessionQuery } from "@/api/queries";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/ui/Menu";

export function AccountMenu({ email, onSignedOut }: { email: string; onSignedOut: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, null);
      onSignedOut();
    },
  });
  return (
    <Menu
      label="Account"
      trigger={
        <IconButton label="Account">
          <CircleUserRound aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>
        <span className="block max-w-64 truncate">{email}</span>
      </MenuLabel>
      <MenuLine />
      <MenuItem onSelect={() => void navigate({ to: "/account" })}>
        <UserRoundCog aria-hidden className="text-muted" />
        Your account
      </MenuItem>
      <MenuItem onSelect={() => leaving.mutate()}>
        <LogOut aria-hidden className="text-muted" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
