import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';

const watchedEveryMs = 700;

/** Brings a CSV file in: a small one at once, a large one by a job that is watched until it is over. */
export function useImport() {
  const call = useCall();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: async (file: File) => call('POST /api/products/import', { body: await packed(file) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['products'] }),
  });
  const jobId = start.data !== undefined && 'jobId' in start.data ? start.data.jobId : undefined;
  const job = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: async ({ signal }) => {
      const read = await call('GET /api/jobs/{id}', { params: { id: jobId ?? '' }, signal });
      if (read.state === 'done') await queries.invalidateQueries({ queryKey: ['products'] });
      return read;
    },
    enabled: jobId !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'done' || data?.state === 'failed' ? false : watchedEveryMs,
  });
  return { start, job };
}

/** A catalogue packs to a tenth; unpacked, a large one would be more than a request may bring. */
async function packed(file: File): Promise<Blob> {
  const bytes = await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  return new Blob([bytes], { type: 'application/gzip' });
}
