import { acceptDeps } from '../../lib/runtime/container/accept.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { acceptWebhook } from '../../lib/turn/accept-webhook.ts';

/** `POST /webhooks/chatwoot`: verify, translate, queue. */
export const handler = httpHandler({ deps: acceptDeps(), run: acceptWebhook });
