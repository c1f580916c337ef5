import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import type { Notified } from '../api/contract.ts';

/** How many are told: one per unit, or all who wait. */
export type Policy = 'one-per-unit' | 'all';

export interface Announcement {
  readonly sku: string;
  readonly stock: number;
  readonly policy: Policy;
}

/** Who would be told if there were so many. Nothing is changed by asking. */
export function useRehearsal({ sku, stock, policy }: Announcement, isAsked: boolean) {
  const call = useCall();
  return useQuery({
    queryKey: ['stock-alerts', 'rehearsal', sku, stock, policy],
    queryFn: () => call('POST /api/stock-alerts/notify', { body: { sku, stock, policy, dryRun: true } }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
}

/** Sets the stock and has those who wait told. */
export function useNotify(done: (told: Notified, announcement: Announcement) => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Announcement) => call('POST /api/stock-alerts/notify', { body }),
    async onSuccess(told, announcement) {
      done(told, announcement);
      await queries.invalidateQueries({ queryKey: ['stock-alerts'] });
      await queries.invalidateQueries({ queryKey: ['products'] });
    },
  });
}

/** Ends one wish. */
export function useCancelAlert(done: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/stock-alerts/{id}/cancel', { params: { id } }),
    onSuccess: done,
    // Refused, it was something else already: the list shows what.
    onSettled: () => queries.invalidateQueries({ queryKey: ['stock-alerts'] }),
  });
}
