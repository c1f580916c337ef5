import { setStock, stockOf } from '../catalog/stock.ts';
import type { NoticePolicy } from '../queue/jobs.ts';
import type { Db } from '../store/postgres/db.ts';
import { claimWithin, type Claim } from './claim-store.ts';
import { contactsNow, type ContactNowDeps } from './contact-now.ts';
import { tellClaimed, type TellDeps } from './tell-claimed.ts';
import { whoWaits, type WaitingOne } from './waiting-store.ts';

export type NotifyDeps = TellDeps & ContactNowDeps;

export interface NotifyRequest {
  readonly sku: string;
  /** Set before anybody is told. */
  readonly stock?: number | undefined;
  readonly policy: NoticePolicy;
  readonly dryRun: boolean;
}

/** What is done about one wish, and whose it is. */
export interface NotifyItem extends NotifyDecision, Pick<WaitingOne, 'conversationId' | 'channel' | 'lead'> {
  readonly alertId: string;
}

interface NotifyDecision {
  readonly decision: 'now' | 'later' | 'template' | 'never';
  readonly reason: string | null;
}

export type Notified =
  | { readonly kind: 'done'; readonly items: NotifyItem[] }
  | { readonly kind: 'has-variants'; readonly skus: readonly string[] }
  | { readonly kind: 'unknown-sku' };

/** As many as are queued well within the time a request has; whoever waits behind them is told by the next check. */
const mostAtOnce = 500;

/**
 * Tells those who wait for a SKU that it is back, at once instead of at the next hourly check, and says what becomes of
 * each. A dry run changes and queues nothing.
 *
 * `now` is what can be known before sending. Only then it is known whether stock fell meanwhile, whether they have said
 * "stop" in words that are on no record yet, whether the product's record supports the notice, and whether the channel
 * takes it. Whoever is not told then waits on, with the reason, and the unit goes to the next at the following check.
 */
export async function notifyWaiting(deps: NotifyDeps, request: NotifyRequest): Promise<Notified> {
  const chosen = await choose(deps, request);
  if (chosen.kind !== 'chosen') return chosen;
  const { waiting, claims } = chosen;
  const notQueued = request.dryRun ? [] : await tellClaimed(deps, claims);
  const contacts = await contactsNow(
    deps,
    claims.map(({ id }) => id),
  );
  const [claimed, unsent] = [idsOf(claims), idsOf(notQueued)];
  const at = deps.now();
  const decide = (one: WaitingOne): NotifyDecision => {
    if (unsent.has(one.id)) return { decision: 'later', reason: 'not-queued' };
    if (!claimed.has(one.id)) return notClaimed(one, at);
    const contact = contacts.get(one.id);
    if (contact === undefined) return { decision: 'now', reason: 'not-looked-at' };
    return { decision: contact.kind, reason: contact.kind === 'now' ? null : contact.reason };
  };
  const items = waiting.map((one): NotifyItem => {
    const { id: alertId, conversationId, channel, lead } = one;
    return { alertId, ...decide(one), conversationId, channel, lead };
  });
  return { kind: 'done', items };
}

type Chosen =
  | { readonly kind: 'chosen'; readonly waiting: WaitingOne[]; readonly claims: Claim[] }
  | Exclude<Notified, { kind: 'done' }>;

/** Sets the stock and claims, as one: a dry run does the same and takes it all back. */
function choose({ db, now }: NotifyDeps, request: NotifyRequest): Promise<Chosen> {
  return db.transaction(async (tx) => {
    if (!request.dryRun) return chooseWithin(tx, request, now());
    await tx.query('savepoint before_dry_run');
    const chosen = await chooseWithin(tx, request, now());
    await tx.query('rollback to savepoint before_dry_run');
    return chosen;
  });
}

async function chooseWithin(tx: Db, { sku, stock, policy }: NotifyRequest, now: Date): Promise<Chosen> {
  if (stock !== undefined) {
    const set = await setStock(tx, { sku, stock });
    if (set.kind !== 'set') return set;
  }
  const item = await stockOf(tx, sku);
  if (item === undefined) return { kind: 'unknown-sku' };
  const variantSku = item.variantName === null ? undefined : item.sku;
  const which = { productId: item.productId, variantSku, now, most: mostAtOnce };
  const claims = await claimWithin(tx, { ...which, policy });
  const waiting = await whoWaits(tx, { ...which, claimed: claims.map(({ id }) => id) });
  return { kind: 'chosen', waiting, claims };
}

/** Why somebody who waits is not told by this. */
function notClaimed({ reason, retryAt, stock, beingTold }: WaitingOne, now: Date): NotifyDecision {
  if (beingTold) return { decision: 'later', reason: 'told-of-another-wish' };
  if (retryAt !== null && retryAt > now) {
    const isTemplate = reason === 'window-closed';
    return { decision: isTemplate ? 'template' : 'later', reason: reason ?? 'put-off' };
  }
  return { decision: 'later', reason: stock > 0 ? 'no-unit-left' : 'out-of-stock' };
}

function idsOf(claims: readonly Claim[]): ReadonlySet<string> {
  return new Set(claims.map(({ id }) => id));
}
