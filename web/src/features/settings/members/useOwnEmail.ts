import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/queries";

export const useOwnEmail = (): string | undefined => useQuery(sessionQuery).data?.email;
