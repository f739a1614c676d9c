import { FileText } from "lucide-react";
import { Card, CardTitle } from "@/components/ui/Card";
import { Code } from "@/components/ui/Code";
import { Skeleton } from "@/components/ui/Skeleton";
import type { WriteKey } from "@/api/types";
import { KeyChoice } from "./KeyChoice";
import type { Recipe } from "./recipe";

interface RecipeCardProps {
  recipe: Recipe;
  /** Those that send now. */
  keys: WriteKey[];
  chosen: WriteKey | undefined;
  onChoose: (id: string) => void;
}

/** The lines to change, with this server's address and the key in them. */
export function RecipeCard({ recipe, keys, chosen, onChoose }: RecipeCardProps) {
  return (
    <Card labelledBy="lines-title">
      <CardTitle id="lines-title">Copy these lines</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        <KeyChoice keys={keys} chosen={chosen} onChoose={onChoose} />
        {chosen ? <RecipeLines recipe={recipe} writeKey={chosen.key} /> : <Skeleton className="h-32" />}
        {recipe.notes.length > 0 && (
          <ul className="grid list-disc gap-1.5 pl-4.5 text-muted marker:text-faint">
            {recipe.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        <p className="flex items-start gap-2 text-[0.8125rem] text-muted">
          <FileText aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            What maps where, and every option: <code className="font-mono text-ink">{recipe.docs}</code> in
            Cairn’s repository.
          </span>
        </p>
      </div>
    </Card>
  );
}

/** The code of a recipe, each piece with where it goes. */
export function RecipeLines({ recipe, writeKey }: { recipe: Recipe; writeKey: string }) {
  return recipe.lines({ origin: window.location.origin, key: writeKey }).map(({ label, code }) => (
    <div key={label} className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <p className="font-medium">{label}</p>
      <Code text={code} label={`the lines: ${label}`} />
    </div>
  ));
}
