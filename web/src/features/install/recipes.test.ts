import { existsSync, readdirSync, readFileSync } from "node:fs";
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

test("every vendor's format is one that the server has", () => {
  const folder = new URL("src/Cairn.Ingest/Formats/", repository);
  const known = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("Format.cs"))
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
  const formats = new Set(recipes.map((recipe) => recipe.format));
  formats.delete("cairn");
  expect([...formats].filter((format) => !known.includes(`"${format}"`))).toEqual([]);
});

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
