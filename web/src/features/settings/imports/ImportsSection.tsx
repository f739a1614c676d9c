import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "../sections";
import { ExportCard } from "./ExportCard";
import { ImportCard } from "./ImportCard";
import { ImportList } from "./ImportList";

/** Files in, files out. */
export function ImportsSection() {
  const { role } = useFrame();
  return (
    <>
      {mayWith(role, "analyst") && (
        <>
          <ImportCard />
          <ImportList />
        </>
      )}
      <ExportCard />
    </>
  );
}
