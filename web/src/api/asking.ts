import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { AnswerOf, PersonsBehind, PersonsPoint, Question } from "./types";

/** The answer to a question. A newer question on the same page cancels this one: the server stops its scan. */
export const answerQuery = <Q extends Question>(slug: string, question: Q) =>
  queryOptions({
    queryKey: ["project", slug, "answer", question] as const,
    queryFn: ({ signal }) => request<AnswerOf<Q>>("POST", paths.query(slug), { body: question, signal }),
    // The last answer stays in sight, dimmed, until the next is there.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** Asks anew, past the server's cache. */
export const askAgain = <Q extends Question>(slug: string, question: Q, signal: AbortSignal) =>
  request<AnswerOf<Q>>("POST", `${paths.query(slug)}?refresh=true`, { body: question, signal });

/** The persons behind one number of an answer. */
export const personsBehindQuery = (slug: string, question: Question, point: PersonsPoint, limit: number) =>
  queryOptions({
    queryKey: ["project", slug, "persons-behind", question, point, limit] as const,
    queryFn: ({ signal }) =>
      request<PersonsBehind>("POST", paths.personsBehind(slug), {
        body: { query: question, point, limit },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
