/** What a reader may have, and the lines that point it at this Cairn. */
export interface Recipe {
  /** In the address of the page. */
  id: string;
  name: string;
  /** Which of the things of that name: "browser", "Node". */
  detail: string;
  group: RecipeGroup;
  runs: "browser" | "server" | "anywhere";
  /** Further words that the search finds it by. */
  words: string;
  /** What its requests are recognised as: cairn, or the vendor. */
  format: string;
  /** The file of Cairn's repository that says more. */
  docs: string;
  lines: (place: Place) => Lines[];
  /** What is to be known besides: each a sentence or two. */
  notes: string[];
}

export type RecipeGroup = "own" | "keep" | "ai";

/** This Cairn, as a client sees it. */
export interface Place {
  /** Without a slash at its end. */
  origin: string;
  key: string;
}

/** A piece of code to paste. */
export interface Lines {
  /** Where it goes. */
  label: string;
  code: string;
}

export const recipeGroups: readonly { id: RecipeGroup; title: string; lead: string }[] = [
  { id: "own", title: "Cairn’s own", lead: "The smallest way in, and everything Cairn can be told." },
  {
    id: "keep",
    title: "Keep what you have",
    lead: "Your client stays as it is. Change its address and its key.",
  },
  { id: "ai", title: "Traces of language models", lead: "Tokens, latency and cost of every call." },
];

/** Those that have every word somewhere; all for no word. */
export function findRecipes(recipes: readonly Recipe[], text: string): Recipe[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return recipes.filter((recipe) => {
    const all = `${recipe.name} ${recipe.detail} ${recipe.words}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** A text within code of JavaScript, C# or JSON. */
export const quoted = (text: string) => JSON.stringify(text);

/** Host and port, for clients that want no more. */
export const hostOf = (origin: string) => origin.replace(/^https?:\/\//, "");
