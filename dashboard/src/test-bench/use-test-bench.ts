import { useMutation } from '@tanstack/react-query';
import { useCall } from '../api/call-context.ts';

/** Asks all three questions of one text at once; each answers for itself. */
export function useTestBench() {
  const call = useCall();
  const classify = useMutation({
    mutationFn: (text: string) => call('POST /api/test-bench/classify', { body: { text } }),
  });
  const retrieve = useMutation({
    mutationFn: (text: string) => call('POST /api/test-bench/retrieve', { body: { text } }),
  });
  const answer = useMutation({
    mutationFn: (text: string) => call('POST /api/test-bench/answer', { body: { text } }),
  });
  return {
    classify,
    retrieve,
    answer,
    ask: (text: string) => {
      for (const question of [classify, retrieve, answer]) question.mutate(text);
    },
  };
}
