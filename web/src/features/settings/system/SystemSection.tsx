import { useQuery } from "@tanstack/react-query";
import { systemQuery } from "@/api/settings";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { DeadLetters } from "./DeadLetters";
import { Engines } from "./Engines";
import { Instance } from "./Instance";
import { Storage } from "./Storage";

/** The instance is its owner's business; dead letters are those of the project. */
export function SystemSection() {
  const { session } = useFrame();
  return (
    <>
      {session.instanceRole === "owner" && <OfTheInstance />}
      <DeadLetters />
    </>
  );
}

function OfTheInstance() {
  const system = useQuery(systemQuery);
  if (system.error && !system.data)
    return <ErrorNotice error={system.error} onRetry={() => void system.refetch()} />;
  if (!system.data) {
    return (
      <>
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </>
    );
  }
  return (
    <>
      <Instance system={system.data} />
      <Engines engines={system.data.engines} />
      <Storage system={system.data} />
    </>
  );
}
