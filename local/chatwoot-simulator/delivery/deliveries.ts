import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addActivity } from '../domain/activity.ts';
import { changeConversation } from '../domain/conversations.ts';
import { failMessage } from '../domain/sending.ts';
import type { World } from '../domain/world.ts';
import type { Faults } from '../faults.ts';
import { webhookPayload } from '../payloads/webhooks.ts';
import type { Delivery, SimulatorEvent } from '../store/jobs.ts';
import { attempt, type Outcome } from './attempt.ts';
import { chainOf, endpointsFor } from './endpoints.ts';
import { atMost } from './slots.ts';
import { railsJson } from './sign.ts';

/** As many webhooks leave at once as a small Sidekiq sends; the others wait, and their time limit starts later. */
const workers = 20;

/** Chatwoot's own numbers are the defaults; tests shorten them. */
export interface DeliveryTimes {
  readonly timeoutMs: number;
  readonly botAttempts: number;
  readonly botRetryMs: number;
}

/** What became of one attempt, for tests and for the page. */
export interface DeliveryReport {
  readonly endpoint: Delivery['endpoint'];
  readonly event: SimulatorEvent;
  readonly deliveryId: string;
  readonly attempt: number;
  readonly outcome: Outcome;
}

export interface DeliveriesDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly times: DeliveryTimes;
  /** Runs a change in a transaction and sends what it emits. */
  readonly act: <T>(work: () => T) => T;
}

/** The webhooks on their way. They are kept in the file until their attempt is over, so a restart goes on. */
export function createDeliveries(deps: DeliveriesDeps) {
  const stop = new AbortController();
  const tails = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  const slots = atMost(workers);
  const reports: DeliveryReport[] = [];
  let gate: { opened: Promise<void>; open: () => void } | undefined;

  // A function, because it turns true while an await is under way.
  const isStopped = (): boolean => stop.signal.aborted;
  const report = (delivery: Delivery, outcome: Outcome): void => {
    const { endpoint, event, deliveryId } = delivery;
    reports.push({ endpoint, event, deliveryId, attempt: delivery.attempt, outcome });
    if (reports.length > 500) reports.shift();
  };
  const run = async (delivery: Delivery, before: Promise<void>): Promise<void> => {
    await before;
    while (gate !== undefined) await gate.opened;
    if (isStopped()) return;
    const limits = { timeoutMs: deps.times.timeoutMs, stop: stop.signal };
    const outcome = await slots(() => attempt(deps.world, delivery, limits));
    if (isStopped()) return;
    report(delivery, outcome);
    const next = deps.act(() => settle(deps, delivery, outcome));
    if (next !== undefined) track(run(next, pauseFor(deps.times.botRetryMs, stop.signal)));
  };
  const track = (work: Promise<void>): void => {
    const guarded = work
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          deps.world.log({ event: 'job.failed', job: 'webhook', error: String(error) });
      })
      .finally(() => running.delete(guarded));
    running.add(guarded);
  };
  const start = (delivery: Delivery): void => {
    if (delivery.shuffled) {
      const wait = Math.floor(deps.world.random() * deps.faults.webhooks.shuffleMs);
      track(run(delivery, pauseFor(wait, stop.signal)));
      return;
    }
    const work = run(delivery, tails.get(delivery.chain) ?? Promise.resolve());
    const tail = work
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(delivery.chain) === tail) tails.delete(delivery.chain);
      });
    tails.set(delivery.chain, tail);
    track(work);
  };

  return {
    start,
    reports: (): readonly DeliveryReport[] => reports,
    /** Sends what an earlier run of this file still owed. */
    resumeStored: (): void => deps.world.store.deliveries.all().forEach(start),
    pause: (): void => {
      if (gate === undefined) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        gate = { opened: promise.then(() => undefined), open: () => resolve(undefined) };
      }
    },
    resume: (): void => {
      gate?.open();
      gate = undefined;
    },
    /** Resolves when nothing is under way. */
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
    busy: (): boolean => running.size > 0,
    close: async (): Promise<void> => {
      stop.abort();
      gate?.open();
      gate = undefined;
      await Promise.allSettled(running);
    },
  };
}

/** Stores one delivery per endpoint (or none, or two: faults) inside the running transaction. */
export function storeDeliveries(world: World, faults: Faults, event: SimulatorEvent): Delivery[] {
  const { lose, duplicate, shuffle } = faults.webhooks;
  const hits = (probability: number): boolean => probability > 0 && world.random() < probability;
  return endpointsFor(world, event).flatMap((endpoint) => {
    if (hits(lose)) return [];
    const deliveryId = randomUUID();
    const ids = hits(duplicate) ? [deliveryId, hits(0.5) ? deliveryId : randomUUID()] : [deliveryId];
    const payload = endpoint.kind === 'bot' ? webhookPayload(world, event) : undefined;
    return ids.map((id) =>
      world.store.deliveries.insert({
        endpoint,
        event,
        body: payload === undefined ? null : railsJson(payload),
        deliveryId: id,
        attempt: 1,
        chain: chainOf(world, event, endpoint),
        shuffled: hits(shuffle),
      }),
    );
  });
}

async function pauseFor(milliseconds: number, stop: AbortSignal): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: stop });
}

/** Records the end of an attempt; returns the next attempt when there is one. */
function settle(
  { world, times }: DeliveriesDeps,
  delivery: Delivery,
  outcome: Outcome,
): Delivery | undefined {
  const { deliveries } = world.store;
  if (outcome.kind === 'accepted' || outcome.kind === 'skipped') {
    deliveries.remove(delivery.id);
    return undefined;
  }
  const again =
    delivery.endpoint.kind === 'bot' &&
    outcome.kind === 'refused' &&
    (outcome.status === 429 || outcome.status === 500) &&
    delivery.attempt < times.botAttempts;
  logFailure(world, delivery, outcome, again);
  if (again) return deliveries.save({ ...delivery, attempt: delivery.attempt + 1 });
  deliveries.remove(delivery.id);
  giveUp(world, delivery, outcome);
  return undefined;
}

/** A bot that cannot be reached loses a pending conversation to the team; an API inbox' message fails. */
function giveUp(world: World, { endpoint, event }: Delivery, outcome: Outcome): void {
  if (event.about !== 'message') return;
  const message = world.store.messages.get(event.id);
  const conversation = world.store.conversations.get(message?.conversationId ?? null);
  if (message === undefined || conversation === undefined) return;
  if (endpoint.kind === 'inbox' && message.status !== 'failed') {
    failMessage(world, message, wordsFor(outcome));
  }
  if (endpoint.kind === 'bot' && conversation.status === 'pending') {
    changeConversation(world, conversation.id, { status: 'open' });
    addActivity(
      world,
      conversation.id,
      'Conversation was marked open by system due to an error with the agent bot.',
    );
  }
}

function logFailure(world: World, delivery: Delivery, outcome: Outcome, willRetry: boolean): void {
  const endpoint = `${delivery.endpoint.kind} ${delivery.endpoint.id}`;
  const { name } = delivery.event;
  const line = { endpoint, name, reason: wordsFor(outcome), attempt: delivery.attempt, willRetry };
  world.log({ event: 'webhook.failed', ...line });
}

function wordsFor(outcome: Outcome): string {
  if (outcome.kind === 'refused') return `answered ${outcome.status}`;
  return outcome.kind === 'unreachable' ? outcome.reason : outcome.kind;
}
