import { findRecipes, type Recipe } from "./recipe";
import { events } from "./recipes/events";
import { models } from "./recipes/models";
import { own } from "./recipes/own";
import { posthog } from "./recipes/posthog";
import { visits } from "./recipes/visits";

/** Everything that the install page offers, in its order. */
export const recipes: readonly Recipe[] = [...own, ...posthog, ...events, ...visits, ...models];

/** Null for an id that there is none of: addresses are typed, and get old. */
export const recipeOf = (id: unknown): Recipe | null => recipes.find((recipe) => recipe.id === id) ?? null;

export { findRecipes };
