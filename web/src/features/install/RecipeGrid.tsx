import { Link } from "@tanstack/react-router";
import { Bot, Globe, SearchX, Server, Terminal, type LucideIcon } from "lucide-react";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { SearchField } from "@/components/ui/SearchField";
import { recipeGroups, type Recipe } from "./recipe";
import { findRecipes, recipes } from "./recipes";

interface RecipeGridProps {
  slug: string;
  find: string;
  onFind: (find: string) => void;
}

/** What a reader may have, in groups; a press shows its lines. */
export function RecipeGrid({ slug, find, onFind }: RecipeGridProps) {
  const found = findRecipes(recipes, find);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <SearchField
        label="Search what you have"
        placeholder="PostHog, React, curl, …"
        value={find}
        onChange={onFind}
        className="sm:max-w-sm"
      />
      {found.length === 0 && (
        <EmptyPage icon={SearchX} title="Nothing here has that name">
          Whatever can send a request can send events: search for HTTP.
        </EmptyPage>
      )}
      {recipeGroups.map(({ id, title, lead }) => {
        const ofGroup = found.filter((recipe) => recipe.group === id);
        if (ofGroup.length === 0) return null;
        return (
          <section
            key={id}
            aria-labelledby={`recipes-${id}`}
            className="grid grid-cols-[minmax(0,1fr)] gap-3"
          >
            <div>
              <h2 id={`recipes-${id}`} className="font-semibold">
                {title}
              </h2>
              <p className="text-muted">{lead}</p>
            </div>
            <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
              {ofGroup.map((recipe) => (
                <li key={recipe.id}>
                  <Tile slug={slug} recipe={recipe} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Tile({ slug, recipe }: { slug: string; recipe: Recipe }) {
  const Icon = iconOf(recipe);
  return (
    <Link
      to="/p/$slug/install"
      params={{ slug }}
      search={{ pick: recipe.id }}
      data-recipe={recipe.id}
      className="flex min-h-14 items-center gap-3 rounded-lg border border-line bg-surface px-3.5 py-2 transition-colors duration-150 hover:bg-hover"
    >
      <Icon aria-hidden className="size-4.5 shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{recipe.name}</span>{" "}
        <span className="block truncate text-[0.8125rem] text-muted">{recipe.detail}</span>
      </span>
    </Link>
  );
}

/** Where it runs, at a glance. */
export const iconOf = ({ group, runs }: Recipe): LucideIcon =>
  group === "ai" ? Bot : runs === "browser" ? Globe : runs === "server" ? Server : Terminal;
