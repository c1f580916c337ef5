import { useQuery } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import { liveMs } from '../api/query-client.ts';

/** Who has a conversation and how each of its turns went. */
export function useConversation(id: string) {
  const call = useCall();
  return useQuery({
    queryKey: ['conversations', id],
    queryFn: ({ signal }) => call('GET /api/conversations/{id}', { params: { id }, signal }),
    refetchInterval: liveMs,
  });
}
