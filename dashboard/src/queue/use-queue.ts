import { useInfiniteQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import type { QueueItem } from '../api/contract.ts';
import { firstPage, liveMs } from '../api/query-client.ts';

export type Priority = QueueItem['priority'];

/** The conversations that wait, the most urgent first. */
export function useQueue(priority: Priority | undefined) {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['queue', priority ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /api/queue', { query: { priority, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: liveMs,
  });
}
