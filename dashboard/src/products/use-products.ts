import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { firstPage } from '../api/query-client.ts';

/** What the shop sells; with words, what they are about. */
export function useProducts(words: string) {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['products', words],
    queryFn: ({ signal, pageParam }) =>
      call('GET /api/products', { query: { q: words, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
