import { useMutation } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';
import type { Tried } from '../api/contract.ts';

/** Asks all three questions of the same words at once; each answers for itself. */
export function useTestBench() {
  const call = useCall();
  const classify = useMutation({
    mutationFn: (tried: Tried) => call('POST /api/test-bench/classify', { body: tried }),
  });
  const retrieve = useMutation({
    mutationFn: (tried: Tried) => call('POST /api/test-bench/retrieve', { body: tried }),
  });
  const answer = useMutation({
    mutationFn: (tried: Tried) => call('POST /api/test-bench/answer', { body: tried }),
  });
  return {
    classify,
    retrieve,
    answer,
    ask: (tried: Tried) => {
      for (const question of [classify, retrieve, answer]) question.mutate(tried);
    },
  };
}
