import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall } from '../api/call-context.ts';
import { mayPass } from '../api/query-client.ts';
import { watchedImport, type WatchedImport, watchImport } from './watched-import.ts';

const watchedEveryMs = 700;

/** Brings a CSV file in: a small one at once, a large one by a job that is watched until it is over, here or on return. */
export function useImport() {
  const call = useCall();
  const queries = useQueryClient();
  const [watched, setWatched] = useState(() => watchedImport(sessionStorage));
  const watch = (begun: WatchedImport | undefined) => {
    watchImport(sessionStorage, begun);
    setWatched(begun);
  };
  const start = useMutation({
    mutationFn: async (file: File) => call('POST /api/products/import', { body: await packed(file) }),
    async onSuccess(taken, { name: fileName }) {
      watch('jobId' in taken ? { jobId: taken.jobId, fileName } : undefined);
      await queries.invalidateQueries({ queryKey: ['products'] });
    },
  });
  const job = useQuery({
    queryKey: ['jobs', watched?.jobId],
    queryFn: async ({ signal }) => {
      const read = await call('GET /api/jobs/{id}', { params: { id: watched?.jobId ?? '' }, signal });
      if (read.state === 'done') await queries.invalidateQueries({ queryKey: ['products'] });
      return read;
    },
    enabled: watched !== undefined,
    refetchInterval: ({ state: { data, error } }) =>
      data?.state === 'done' || data?.state === 'failed' || (error !== null && !mayPass(error))
        ? false
        : watchedEveryMs,
  });
  const dismiss = () => {
    start.reset();
    watch(undefined);
  };
  return { start, job, fileName: watched?.fileName ?? start.variables?.name, dismiss };
}

/** A catalogue packs to a tenth; unpacked, a large one would be more than a request may bring. */
async function packed(file: File): Promise<Blob> {
  const bytes = await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
  return new Blob([bytes], { type: 'application/gzip' });
}
