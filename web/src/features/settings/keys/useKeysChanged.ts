import { useQueryClient } from "@tanstack/react-query";
import { keysQuery, type KeyPlace } from "@/api/keys";

/** Has what shows keys ask again. */
export function useKeysChanged(place: KeyPlace) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keysQuery(place).queryKey });
    if (place !== null) void client.invalidateQueries({ queryKey: ["project", place], exact: true });
  };
}
