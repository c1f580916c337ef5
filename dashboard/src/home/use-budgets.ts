import { useQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';

/** What models may cost in a day and a month; undefined while nobody has said. */
export function useBudgets() {
  const call = useCall();
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => call('GET /api/settings', { signal }),
    staleTime: 60_000,
  });
  return data?.budgets;
}
