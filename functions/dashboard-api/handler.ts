import { router } from '../../lib/runtime/api/router.ts';
import { routes } from '../../lib/runtime/api/routes.ts';
import { dashboardApiContainer } from '../../lib/runtime/container/dashboard-api.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { metering } from '../../lib/runtime/metering.ts';

const { deps, meter, commands } = dashboardApiContainer();

/** `/health` and everything below `/api/`. */
export const handler = httpHandler({ deps, run: router(routes) }).use([metering(meter), commands.timing]);
