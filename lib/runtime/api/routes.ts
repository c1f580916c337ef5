import { catalogRoutes, type CatalogApiDeps } from '../../catalog/api.ts';
import { insightRoutes, type InsightApiDeps } from '../../insight/api.ts';
import { queueRoutes, type QueueApiDeps } from '../../insight/queue-api.ts';
import { overviewRoutes, type OverviewApiDeps } from '../../insight/overview-api.ts';
import { jobRoutes, type JobsApiDeps } from '../../jobs/api.ts';
import { leadRoutes, type LeadsApiDeps } from '../../leads/api.ts';
import { shopEventRoutes, type ShopEventsApiDeps } from '../../shop-events/api.ts';
import { stockAlertRoutes, type StockAlertsApiDeps } from '../../stock-alerts/api.ts';
import { settingsRoutes, type SettingsApiDeps } from '../../config/api.ts';
import { deadLetterRoutes, type DeadLettersApiDeps } from '../../dead-letters/api.ts';
import { breakerRoutes, type BreakerApiDeps } from '../../limits/api.ts';
import { takeOverRoutes, type TakeOverApiDeps } from '../../conversation/api.ts';
import { testBenchRoutes, type TestBenchApiDeps } from '../../turn/test-bench-api.ts';
import { openApiRoute } from './openapi.ts';
import { sessionRoute } from './session.ts';
import type { Route } from './route.ts';
import type { RouterDeps } from './router.ts';

/** What the routes of all slices work with. */
export type ApiDeps = RouterDeps &
  CatalogApiDeps &
  JobsApiDeps &
  ShopEventsApiDeps &
  StockAlertsApiDeps &
  InsightApiDeps &
  QueueApiDeps &
  OverviewApiDeps &
  TestBenchApiDeps &
  LeadsApiDeps &
  TakeOverApiDeps &
  BreakerApiDeps &
  SettingsApiDeps &
  DeadLettersApiDeps;

/** The table: everything dashboard-api answers. A new route is a row of its slice's `api.ts`. */
export const routes: readonly Route<ApiDeps>[] = [
  openApiRoute(() => routes),
  sessionRoute,
  ...insightRoutes,
  ...overviewRoutes,
  ...queueRoutes,
  ...leadRoutes,
  ...takeOverRoutes,
  ...breakerRoutes,
  ...settingsRoutes,
  ...deadLetterRoutes,
  ...catalogRoutes,
  ...jobRoutes,
  ...shopEventRoutes,
  ...stockAlertRoutes,
  ...testBenchRoutes,
];
