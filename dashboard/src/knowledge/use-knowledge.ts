import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import type { Contract } from '../api/contract.ts';
import { firstPage } from '../api/query-client.ts';
import { tellDone } from '../ui/tell.ts';
import { counted } from '../ui/words.ts';

/** What the shop knows, newest first. */
export function useKnowledge() {
  const call = useCall();
  return useInfiniteQuery({
    queryKey: ['knowledge'],
    queryFn: ({ signal, pageParam }) => call('GET /api/knowledge', { query: { cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Takes an article out of what the shop knows. */
export function useDeleteKnowledge(done: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string; title: string }) =>
      call('DELETE /api/knowledge/{id}', { params: { id } }),
    async onSuccess(_, { title }) {
      tellDone(`“${title}” is deleted.`);
      done();
      await queries.invalidateQueries({ queryKey: ['knowledge'] });
    },
  });
}

/** Adds an article: a text that was written here, or a file. */
export function useAddKnowledge(done: () => void) {
  const call = useCall();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (article: Contract['POST /api/knowledge']['body']) =>
      call('POST /api/knowledge', { body: article }),
    async onSuccess({ chunks }) {
      tellDone(`Added, in ${counted(chunks, 'part')}. Frontdesk can quote it from now on.`);
      done();
      await queries.invalidateQueries({ queryKey: ['knowledge'] });
    },
  });
}
