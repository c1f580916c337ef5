import { useInfiniteQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import type { StockAlert } from '../api/contract.ts';
import { firstPage, liveMs } from '../api/query-client.ts';

export type AlertStatus = StockAlert['status'];

/** Who asked to be told, newest wish first. */
export function useStockAlerts(status: AlertStatus | undefined) {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['stock-alerts', status ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /api/stock-alerts', { query: { status, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: liveMs,
  });
}
