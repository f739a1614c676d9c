interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** What a table needs to know about the pages that are still to come. */
export function moreOf(query: Paged) {
  return {
    has: query.hasNextPage,
    busy: query.isFetchingNextPage,
    error: query.isFetchNextPageError ? query.error : null,
    load: () => void query.fetchNextPage(),
  };
}
