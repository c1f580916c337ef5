import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** How often a page that shows what goes on right now asks again. */
export const liveMs = 5_000;

/** What was read stays on the page while it is read again; what was refused is not asked for twice. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
        retryDelay: 1_000,
      },
      mutations: { retry: false },
    },
  });
}

/** Where a list begins: there is no cursor yet. */
export const firstPage = noCursor();

function noCursor(): string | undefined {
  return undefined;
}
