import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Unreachable } from '../api/reach.ts';

export type Failing = Pick<UseQueryResult, 'error' | 'isPending' | 'errorUpdateCount'>;

/**
 * What went wrong with something shown, also while it is asked for again, when the query has forgotten it. That nobody
 * answers is told above every page, and here only if this stands in front of it.
 */
export function useFailure(
  { error, isPending, errorUpdateCount }: Failing,
  { isInFront = false }: { isInFront?: boolean } = {},
): Error | null {
  const [last, setLast] = useState<Error | null>(null);
  if (error !== null && error !== last) setLast(error);
  const failure = error ?? (isPending && errorUpdateCount > 0 ? last : null);
  return failure instanceof Unreachable && !isInFront ? null : failure;
}
