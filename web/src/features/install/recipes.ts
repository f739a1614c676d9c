import { findRecipes, type Recipe } from "./recipe";
import { own } from "./recipes/own";
import { posthog } from "./recipes/posthog";

/** Everything that the install page offers, in its order. */
export const recipes: readonly Recipe[] = [...own, ...posthog];

/** Null for an id that there is none of: addresses are typed, and get old. */
export const recipeOf = (id: unknown): Recipe | null => recipes.find((recipe) => recipe.id === id) ?? null;

export { findRecipes };
