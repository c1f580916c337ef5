import { createFaults, type Faults, seededRandom, type WebhookFaults } from './faults.ts';
import { createDeliveries, type DeliveryTimes, storeDeliveries } from './delivery/deliveries.ts';
import { createSendings } from './delivery/sendings.ts';
import { goesToChannel, type SendingDelays } from './domain/sending.ts';
import type { World } from './domain/world.ts';
import type { Delivery, Sending, SimulatorEvent } from './store/jobs.ts';
import type { Store } from './store/store.ts';
import { type Change, createAudience } from './ui/changes.ts';

/** What the core needs from whoever starts it. */
export interface CoreOptions extends Omit<World, 'emit' | 'sendToChannel' | 'random'> {
  readonly store: Store;
  readonly seed: number;
  readonly sending: SendingDelays;
  readonly delivery: DeliveryTimes;
  readonly webhooks: Partial<WebhookFaults>;
}

export type Core = ReturnType<typeof createCore>;

/** Puts rules, webhooks and channels together. Every change goes through `act`: all or nothing, then the webhooks leave. */
export function createCore(options: CoreOptions) {
  const faults = createFaults(options.webhooks);
  const audience = createAudience();
  const outbox = createOutbox(options, faults);
  const { world } = outbox;
  const act = <T>(work: () => T): T => {
    const { result, left } = outbox.collect(work);
    left.deliveries.forEach(deliveries.start);
    left.sendings.forEach(sendings.start);
    audience.tell({});
    for (const event of left.typing) audience.tell(typingHint(world, event));
    return result;
  };
  const deliveries = createDeliveries({ world, faults, times: options.delivery, act });
  const sendings = createSendings({ world, delays: options.sending, act });
  return {
    world,
    faults,
    act,
    deliveries,
    audience,
    /** Goes on with what an earlier run of the file owed. */
    resumeStored: (): void => {
      deliveries.resumeStored();
      sendings.resumeStored();
    },
    /** Resolves when no webhook and no message is under way. */
    idle: async (): Promise<void> => {
      while (deliveries.busy() || sendings.busy()) {
        await sendings.idle();
        await deliveries.idle();
      }
    },
    close: async (): Promise<void> => {
      audience.close();
      await Promise.all([deliveries.close(), sendings.close()]);
      options.store.close();
    },
  };
}

type Typing = SimulatorEvent & { about: 'typing' };

interface Left {
  readonly deliveries: Delivery[];
  readonly sendings: Sending[];
  readonly typing: Typing[];
}

/** Collects what a transaction wants sent; it leaves only when the transaction is through. */
function createOutbox(options: CoreOptions, faults: Faults) {
  const { store } = options;
  const empty = (): Left => ({ deliveries: [], sendings: [], typing: [] });
  let left = empty();
  const world: World = {
    ...options,
    random: seededRandom(options.seed),
    emit: (event) => {
      left.deliveries.push(...storeDeliveries(world, faults, event));
      if (event.about === 'typing') left.typing.push(event);
    },
    sendToChannel: (messageId) => {
      const message = store.messages.get(messageId);
      if (message === undefined || !goesToChannel(message)) return;
      const due = options.realNow() + options.sending.send;
      left.sendings.push(store.sendings.insert({ messageId, step: 'send', due }));
    },
  };
  const collect = <T>(work: () => T): { result: T; left: Left } => {
    try {
      const result = store.transaction(work);
      return { result, left };
    } finally {
      left = empty();
    }
  };
  return { world, collect };
}

function typingHint(world: World, { id, name, person }: Typing): Change {
  const row = person.kind === 'User' ? world.store.users.get(person.id) : world.store.bots.get(person.id);
  const on = name === 'conversation_typing_on';
  return { typing: { conversationId: id, on, by: row?.name ?? 'The customer' } };
}
