import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { projectQuery } from "@/api/queries";
import { PageTitle } from "@/components/PageTitle";
import { buttonLook } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { usePageSearch } from "@/lib/usePageSearch";
import { ArrivalCard } from "./ArrivalCard";
import { NoKey } from "./NoKey";
import { RecipeCard } from "./RecipeCard";
import { RecipeGrid } from "./RecipeGrid";
import { recipeOf } from "./recipes";
import { readInstallSearch } from "./installSearch";
import { useLiveKeys } from "./useLiveKeys";

/** Pick what you have, copy its lines, watch the first event arrive. */
export function InstallPage() {
  const { slug } = useFrame();
  const [{ pick, find, key }, change] = usePageSearch(readInstallSearch);
  const project = useQuery(projectQuery(slug));
  const keys = useLiveKeys(project.data);
  const recipe = recipeOf(pick);
  const chosen = keys.find((one) => one.id === key) ?? keys[0];

  if (!recipe)
    return (
      <>
        <PageTitle
          title="Install"
          lead="Pick what you have. It takes a few lines, with this server’s address and your key in them."
        />
        <RecipeGrid slug={slug} find={find} onFind={(next) => change({ find: next || undefined })} />
      </>
    );
  return (
    <>
      <PageTitle
        title={`${recipe.name}, ${recipe.detail}`}
        lead="Copy the lines, run it, and watch the first event arrive."
      >
        <Link to="/p/$slug/install" params={{ slug }} className={buttonLook("secondary")}>
          <ArrowLeft aria-hidden />
          Something else
        </Link>
      </PageTitle>
      {project.error ? (
        <ErrorNotice error={project.error} onRetry={() => void project.refetch()} />
      ) : !project.data ? (
        <Skeleton className="h-96" />
      ) : !chosen ? (
        <NoKey slug={slug} />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:gap-5 xl:grid-cols-[minmax(0,1fr)_26rem]">
          <RecipeCard recipe={recipe} keys={keys} chosen={chosen} onChoose={(id) => change({ key: id })} />
          <ArrivalCard key={`${recipe.id} ${chosen.id}`} recipe={recipe} writeKey={chosen} />
        </div>
      )}
    </>
  );
}
