import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isOwnFault } from './problem.ts';
import { Unreachable } from './reach.ts';

/** How often a page that shows what goes on right now asks again. */
export const liveMs = 5_000;

/**
 * What was read stays on the page while it is read again; what was refused is not asked for twice. A fault of the page
 * itself also goes where the browser keeps such things.
 */
export function queryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: reportOwnFault }),
    mutationCache: new MutationCache({ onError: reportOwnFault }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: 1_000,
        // Where nothing is asked for again and again, it is until it is there.
        refetchInterval: ({ state: { error } }) => error !== null && mayPass(error) && liveMs,
        // A machine without a network still has its own Frontdesk; another one is found missing by asking.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Whether the next try may go well: a refusal stays one. */
export function mayPass(failure: Error): boolean {
  return failure instanceof Unreachable || (failure instanceof ApiProblem && failure.status >= 500);
}

function reportOwnFault(failure: unknown): void {
  if (isOwnFault(failure)) reportError(failure);
}

/** Where a list begins: there is no cursor yet. */
export const firstPage = noCursor();

function noCursor(): string | undefined {
  return undefined;
}
