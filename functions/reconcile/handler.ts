import { reconcileContainer } from '../../lib/runtime/container/reconcile.ts';
import { scheduleHandler } from '../../lib/runtime/schedule-handler.ts';
import { reconcile } from '../../lib/turn/reconcile.ts';

/** Every five minutes: what did we miss, what is still owed. */
export const handler = scheduleHandler({
  name: 'reconcile',
  container: reconcileContainer(),
  run: async (deps) => ({ ...(await reconcile(deps)) }),
});
