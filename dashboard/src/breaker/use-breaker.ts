import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { liveMs } from '../api/query-client.ts';

const queryKey = ['breaker'];

/** Whether Frontdesk answers as usual, as of a moment ago. */
export function useBreaker() {
  const call = useCall();
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('GET /api/breaker', { signal }),
    refetchInterval: 3 * liveMs,
  });
}

/** Silences Frontdesk everywhere, or lets it go on. */
export function useChangeBreaker(change: 'stop' | 'resume', done: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => (change === 'stop' ? call('POST /api/breaker/stop') : call('POST /api/breaker/resume')),
    onSuccess(breaker) {
      queries.setQueryData(queryKey, breaker);
      done();
    },
    // Whatever came of it, somebody else may have changed it meanwhile.
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
