import { ApiError, type FieldError } from "@/api/http";

/** What the server found wrong at a place of the question, the place itself or anything below it; one sentence each. */
export function faultsAt(error: unknown, pointer: string): string[] {
  return faultsOf(error)
    .filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    .map((fault) => fault.message);
}

/** The first of them, for a control that has room for one. */
export function faultAt(error: unknown, pointer: string): string | undefined {
  return faultsAt(error, pointer)[0];
}

/** Faults at none of these places: they must be said where the answer would stand. */
export function faultsElsewhere(error: unknown, pointers: readonly string[]): string[] {
  return faultsOf(error)
    .filter(
      (fault) => !pointers.some((place) => fault.pointer === place || fault.pointer.startsWith(`${place}/`)),
    )
    .map((fault) => fault.message);
}

function faultsOf(error: unknown): FieldError[] {
  return error instanceof ApiError ? error.errors : [];
}
