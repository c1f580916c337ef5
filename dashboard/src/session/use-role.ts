import { createContext, use } from 'react';
import type { Role } from '../api/contract.ts';

/** What the person in front of the page may do. */
export const RoleContext = createContext<Role | undefined>(undefined);

/** Why the person in front of the page may not command; undefined when they may. */
export function useLock(): string | undefined {
  const role = use(RoleContext);
  if (role === undefined) throw new Error('There is no role around this component');
  return role === 'viewer' ? reason : undefined;
}

const reason = 'Your role may look at this only. An administrator can make you an operator.';
