import { useQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { liveMs } from '../api/query-client.ts';

/** The shop at a glance. */
export function useOverview() {
  const call = useCall();
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => call('GET /api/overview', { signal }),
    refetchInterval: liveMs,
  });
}
