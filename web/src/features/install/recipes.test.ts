import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findRecipes, recipeOf, recipes } from "./recipes";

const repository = new URL("../../../../", import.meta.url);
const place = { origin: "https://numbers.example.test:8443", key: "cwk_a1b2" };
const host = "numbers.example.test:8443";

test.each(recipes.map((recipe) => [recipe.id, recipe] as const))(
  "%s names this server and this key, and a page of the documentation that there is",
  (_, recipe) => {
    const code = recipe
      .lines(place)
      .map((lines) => lines.code)
      .join("\n");
    expect(code).toContain(host);
    expect(code).toContain(place.key);
    expect(code).not.toMatch(/cairn\.example|cwk_…|undefined/);
    expect(existsSync(new URL(recipe.docs, repository)), recipe.docs).toBe(true);
  },
);

test.each([...new Set(recipes.map((recipe) => recipe.format))].filter((format) => format !== "cairn"))(
  "the server knows requests of %s by that name",
  (format) => {
    const routes = readFileSync(new URL("src/Cairn.Ingest/Formats/FormatRoutes.cs", repository), "utf8");
    expect(routes.toLowerCase()).toContain(`${format.replace("otel", "otlp")}format.`);
  },
);

test("a key with quotes stays within its text", () => {
  const code = recipeOf("posthog-js")?.lines({ ...place, key: 'a"b' })[0]?.code;
  expect(code).toContain(String.raw`"a\"b"`);
});

test("every recipe has an id and a name of its own", () => {
  expect(new Set(recipes.map((recipe) => recipe.id)).size).toBe(recipes.length);
  expect(new Set(recipes.map((recipe) => `${recipe.name} ${recipe.detail}`)).size).toBe(recipes.length);
  expect(recipeOf("posthog-js")?.format).toBe("posthog");
  expect(recipeOf("nonsense")).toBeNull();
  expect(recipeOf(undefined)).toBeNull();
});

test("every word that is searched for has to be there, in any order", () => {
  expect(findRecipes(recipes, "browser POSTHOG").map((recipe) => recipe.id)).toEqual(["posthog-js"]);
  expect(findRecipes(recipes, "c#").map((recipe) => recipe.id)).toEqual(["dotnet", "aspnetcore"]);
  expect(findRecipes(recipes, "  ")).toHaveLength(recipes.length);
  expect(findRecipes(recipes, "cobol")).toEqual([]);
});
