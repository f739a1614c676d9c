/**
 * How well an entry of the palette fits what was typed, 0..1; 0 hides it. Every word typed must stand somewhere in the name or
 * the further words; a name that begins with what was typed comes first.
 */
export function paletteScore(name: string, typed: string, keywords: string[] = []): number {
  const text = typed.trim().toLowerCase();
  const low = name.toLowerCase();
  if (low.startsWith(text)) return 1;
  const words = text.split(/\s+/);
  if (words.every((word) => low.includes(word))) return 0.7;
  const all = [low, ...keywords.map((word) => word.toLowerCase())].join(" ");
  return words.every((word) => all.includes(word)) ? 0.4 : 0;
}
