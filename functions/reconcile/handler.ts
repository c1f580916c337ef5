import { reconcile } from '../../lib/reconcile/reconcile.ts';
import { reconcileContainer } from '../../lib/runtime/container/reconcile.ts';
import { scheduleHandler } from '../../lib/runtime/schedule-handler.ts';

/** Every five minutes: what got lost, what stopped half-way. */
export const handler = scheduleHandler({
  name: 'reconcile',
  container: reconcileContainer(),
  run: async (deps) => ({ ...(await reconcile(deps)) }),
});
