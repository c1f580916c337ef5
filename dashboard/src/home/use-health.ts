import { useQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { liveMs } from '../api/query-client.ts';

/** Which parts answer, as of a moment ago. */
export function useHealth() {
  const call = useCall();
  return useQuery({
    queryKey: ['health'],
    // 503 has the same body: it says that messages cannot be accepted.
    queryFn: ({ signal }) => call('GET /health', { signal, alsoAnswers: 503 }),
    refetchInterval: 3 * liveMs,
  });
}
