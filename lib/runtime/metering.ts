import type { MiddlewareObj } from '@middy/core';
import type { Meter } from '../spend/meter.ts';

/** Adds up what an invocation paid models for once it is over, however it ended: an instance may be frozen after it. */
export function metering(meter: Pick<Meter, 'flush'>): MiddlewareObj {
  const flush = () => meter.flush();
  return { after: flush, onError: flush };
}
