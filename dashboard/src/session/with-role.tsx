import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCall } from '../api/call-context.ts';
import { Loaded } from '../ui/loaded.tsx';
import { RoleContext } from './use-role.ts';

/** Shows what is below once it is known who looks at it: no button is there for a moment only. */
export function WithRole({ children }: { children: ReactNode }) {
  const call = useCall();
  const query = useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => call('GET /api/session', { signal }),
    staleTime: Infinity,
  });
  return <Loaded query={query}>{({ role }) => <RoleContext value={role}>{children}</RoleContext>}</Loaded>;
}
