import { shopIngestDeps } from '../../lib/runtime/container/shop-ingest.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { acceptShopEvent } from '../../lib/shop-events/accept.ts';

/** `POST /webhooks/shop/generic`: verify, check, queue. */
export const handler = httpHandler({ deps: shopIngestDeps(), run: acceptShopEvent });
