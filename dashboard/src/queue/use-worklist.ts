import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { firstPage, liveMs } from '../api/query-client.ts';
import { tellFailure } from '../ui/tell.ts';

/** What a person still has to look at, oldest first; the first few are enough to start with. */
export function useWorklist() {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['worklist'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /api/worklist', { query: { limit: shownAtOnce, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: liveMs,
  });
}

/** Takes something off the worklist. */
export function useResolve() {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/worklist/{id}/resolve', { params: { id } }),
    onError: tellFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['worklist'] }),
  });
}

const shownAtOnce = 20;
