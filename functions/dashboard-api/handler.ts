import { answerHealth, dashboardApiDeps } from '../../lib/runtime/container/dashboard-api.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';

/** The API behind the dashboard. So far it has one route, `GET /health`. */
export const handler = httpHandler({ deps: dashboardApiDeps(), run: answerHealth });
