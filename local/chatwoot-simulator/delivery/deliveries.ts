import { randomUUID } from 'node:crypto';
import { addActivity } from '../domain/activity.ts';
import { changeConversation } from '../domain/conversations.ts';
import { failMessage } from '../domain/sending.ts';
import type { World } from '../domain/world.ts';
import type { Faults } from '../faults.ts';
import { webhookPayload } from '../payloads/webhooks.ts';
import type { Delivery, SimulatorEvent } from '../store/jobs.ts';
import { attempt, type Outcome } from './attempt.ts';
import { chainOf, endpointsFor } from './endpoints.ts';
import { createGate } from './gate.ts';
import { atMost } from './slots.ts';
import { createTasks, type Tasks } from './tasks.ts';
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
  const tasks = createTasks((error) => deps.world.log({ event: 'job.failed', job: 'webhook', error }));
  const gate = createGate();
  const reports: DeliveryReport[] = [];
  const run = createRunner(deps, { tasks, gate, reports });
  const inOrder = createChains();

  const start = (delivery: Delivery): void => {
    if (delivery.shuffled) {
      const wait = Math.floor(deps.world.random() * deps.faults.webhooks.shuffleMs);
      tasks.start(run(delivery, tasks.pause(wait)));
      return;
    }
    tasks.start(inOrder(delivery.chain, (before) => run(delivery, before)));
  };
  return {
    start,
    reports: (): readonly DeliveryReport[] => reports,
    /** Sends what an earlier run of this file still owed. */
    resumeStored: (): void => deps.world.store.deliveries.all().forEach(start),
    pause: gate.shut,
    resume: gate.open,
    /** Resolves when nothing is under way. */
    idle: tasks.idle,
    busy: tasks.busy,
    close: async (): Promise<void> => {
      const closed = tasks.close();
      gate.open();
      await closed;
    },
  };
}

interface Surroundings {
  readonly tasks: Tasks;
  readonly gate: ReturnType<typeof createGate>;
  readonly reports: DeliveryReport[];
}

/** Makes one attempt when its turn has come, and starts the next when there is one. */
function createRunner(deps: DeliveriesDeps, { tasks, gate, reports }: Surroundings) {
  const slots = atMost(workers);
  const limits = { timeoutMs: deps.times.timeoutMs, stop: tasks.signal };
  return async function run(delivery: Delivery, before: Promise<void>): Promise<void> {
    await before;
    await gate.passed();
    if (tasks.stopped()) return;
    const outcome = await slots(() => attempt(deps.world, delivery, limits));
    if (tasks.stopped()) return;
    const { endpoint, event, deliveryId } = delivery;
    reports.push({ endpoint, event, deliveryId, attempt: delivery.attempt, outcome });
    if (reports.length > 500) reports.shift();
    const next = deps.act(() => settle(deps, delivery, outcome));
    if (next !== undefined) tasks.start(run(next, tasks.pause(deps.times.botRetryMs)));
  };
}

/** Runs work of the same chain one after the other, whether it succeeds or not. */
function createChains() {
  const tails = new Map<string, Promise<void>>();
  return (chain: string, work: (before: Promise<void>) => Promise<void>): Promise<void> => {
    const result = work(tails.get(chain) ?? Promise.resolve());
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(chain) === tail) tails.delete(chain);
      });
    tails.set(chain, tail);
    return result;
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
