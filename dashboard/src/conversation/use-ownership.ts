import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { tellDone, tellFailure } from '../ui/tell.ts';

export type OwnershipChange = 'takeover' | 'release' | 'pause';

/** Hands a conversation to a person, back to Frontdesk, or lets nobody answer for a while. */
export function useOwnership(conversationId: number) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: OwnershipChange) => {
      const input = { params: { id: conversationId } };
      switch (change) {
        case 'takeover':
          return call('POST /api/conversations/{id}/takeover', input);
        case 'release':
          return call('POST /api/conversations/{id}/release', input);
        case 'pause':
          return call('POST /api/conversations/{id}/pause', input);
      }
    },
    onSuccess: (_, change) => tellDone(told[change]),
    onError: tellFailure,
    async onSettled() {
      await queries.invalidateQueries({ queryKey: ['conversations', String(conversationId)] });
      await queries.invalidateQueries({ queryKey: ['queue'] });
    },
  });
}

const told = {
  takeover: 'The conversation is yours: Frontdesk stays silent in it until it is released.',
  release: 'Frontdesk answers in this conversation again.',
  pause: 'Frontdesk stays silent in this conversation until it is released.',
} as const satisfies Record<OwnershipChange, string>;
