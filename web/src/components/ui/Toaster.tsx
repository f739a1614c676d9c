import { Toaster as SonnerToaster } from "sonner";
import { useTheme } from "@/theme/theme";

/** Where passing messages appear. */
export function Toaster() {
  const theme = useTheme();
  return (
    <SonnerToaster
      theme={theme}
      position="bottom-center"
      offset={{ bottom: 24 }}
      mobileOffset={{ bottom: 76 }}
      toastOptions={{
        classNames: { toast: "rounded-lg! border-line! bg-surface! text-ink! shadow-none! text-sm!" },
      }}
    />
  );
}
