import { Link, useParams } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { PageTitle } from "@/components/PageTitle";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { AuditSection } from "./audit/AuditSection";
import { BackupsSection } from "./backups/BackupsSection";
import { ImportsSection } from "./imports/ImportsSection";
import { KeysSection } from "./keys/KeysSection";
import { MembersSection } from "./members/MembersSection";
import { ShadowSection } from "./mirror/ShadowSection";
import { PrivacySection } from "./privacy/PrivacySection";
import { ProjectSection } from "./project/ProjectSection";
import { mayWith, sections, type SectionName } from "./sections";
import { SystemSection } from "./system/SystemSection";

const bodies: Record<SectionName, () => React.ReactNode> = {
  project: ProjectSection,
  keys: KeysSection,
  members: MembersSection,
  privacy: PrivacySection,
  imports: ImportsSection,
  mirror: ShadowSection,
  audit: AuditSection,
  backups: BackupsSection,
  system: SystemSection,
};

/** On a phone the sections stand in a row that scrolls: the one that is open comes into sight. */
const showInRow = (item: HTMLElement | null) => item?.scrollIntoView({ block: "nearest", inline: "center" });

/** Settings of the project and, for its owner, of this Cairn: one page per section, the sections beside it. */
export function SettingsPage() {
  const { slug, role } = useFrame();
  const { section: name } = useParams({ strict: false });
  const section = sections.find((candidate) => candidate.name === name);
  const Body = section && bodies[section.name];
  return (
    <>
      <PageTitle title={section?.title ?? "Settings"} lead={section?.lead} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[13rem_minmax(0,56rem)] lg:gap-8">
        <nav
          aria-label="Settings"
          className="max-lg:-mx-4 max-lg:overflow-x-auto max-lg:px-4 lg:sticky lg:top-18 lg:self-start"
        >
          <ul className="flex gap-1 lg:flex-col">
            {sections
              .filter(({ role: needed }) => mayWith(role, needed))
              .map(({ name, title, icon: Icon }) => (
                <li key={name} ref={name === section?.name ? showInRow : undefined}>
                  <Link
                    to="/p/$slug/settings/$section"
                    params={{ slug, section: name }}
                    className="flex min-h-11 items-center gap-2.5 rounded-lg px-3 font-medium whitespace-nowrap text-muted transition-colors duration-150 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent lg:min-h-9"
                  >
                    <Icon aria-hidden className="size-4 shrink-0" />
                    {title}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-5">
          {!section || !Body ? (
            <EmptyPage icon={SearchX} title="There is no such page">
              Choose one of the settings beside this.
            </EmptyPage>
          ) : mayWith(role, section.role) ? (
            <Body />
          ) : (
            <Notice>
              Your role here is {role}. This page needs {section.role}: ask an owner of the project.
            </Notice>
          )}
        </div>
      </div>
    </>
  );
}
