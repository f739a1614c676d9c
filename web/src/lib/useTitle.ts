import { useEffect } from "react";

/** The tab's title: the page, then the product. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Cairn`;
  }, [title]);
}
