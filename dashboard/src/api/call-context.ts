import { createContext, use } from 'react';
import type { Call } from './client.ts';

/** The API that everything below calls. */
export const CallContext = createContext<Call | undefined>(undefined);

/** How a component calls the API. */
export function useCall(): Call {
  const call = use(CallContext);
  if (call === undefined) throw new Error('There is no API around this component');
  return call;
}
