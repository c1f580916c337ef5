import { router } from '../../lib/runtime/api/router.ts';
import { routes } from '../../lib/runtime/api/routes.ts';
import { dashboardApiDeps } from '../../lib/runtime/container/dashboard-api.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';

/** `/health` and everything below `/api/`. */
export const handler = httpHandler({ deps: dashboardApiDeps(), run: router(routes) });
