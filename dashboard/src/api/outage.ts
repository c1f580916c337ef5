import type { QueryCache, QueryCacheNotifyEvent } from '@tanstack/react-query';
import { Unreachable } from './reach.ts';

/** Whether something that is shown right now was asked for in vain, because nobody answered. */
export interface Outage {
  readonly isOn: () => boolean;
  /** Told after every change; answers how to stop being told. */
  readonly subscribe: (changed: () => void) => () => void;
}

/** A query forgets its failure while it is asked again; this remembers until it is answered or wanted no more. */
export function outageIn(cache: QueryCache): Outage {
  const unanswered = new Set<string>();
  return {
    isOn: () => unanswered.size > 0,
    subscribe: (changed) =>
      cache.subscribe((event) => {
        const before = unanswered.size;
        note(unanswered, event);
        if (unanswered.size !== before) changed();
      }),
  };
}

function note(unanswered: Set<string>, event: QueryCacheNotifyEvent): void {
  const { queryHash } = event.query;
  if (event.query.getObserversCount() === 0) unanswered.delete(queryHash);
  if (event.type !== 'updated') return;
  if (event.action.type === 'success') unanswered.delete(queryHash);
  if (event.action.type !== 'error') return;
  if (event.action.error instanceof Unreachable) unanswered.add(queryHash);
  else unanswered.delete(queryHash);
}
