import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "../sections";
import { CompareCard } from "./CompareCard";
import { MirrorCard } from "./MirrorCard";

/** For a project that has its old vendor beside Cairn. */
export function ShadowSection() {
  const { role } = useFrame();
  return (
    <>
      {mayWith(role, "admin") && <MirrorCard />}
      <CompareCard />
    </>
  );
}
