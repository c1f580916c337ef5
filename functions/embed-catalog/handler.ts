import { embedCatalog } from '../../lib/catalog/embed-catalog.ts';
import { embedCatalogContainer } from '../../lib/runtime/container/embed-catalog.ts';
import { metering } from '../../lib/runtime/metering.ts';
import { scheduleHandler } from '../../lib/runtime/schedule-handler.ts';

const container = embedCatalogContainer();

/** Every ten minutes: what has no vector of the model in use gets one. */
export const handler = scheduleHandler({
  name: 'embed-catalog',
  container,
  run: embedCatalog,
}).use(metering(container.meter));
