import { createFaults, seededRandom } from './faults.ts';
import { createDeliveries, type DeliveryTimes, storeDeliveries } from './delivery/deliveries.ts';
import { createSendings } from './delivery/sendings.ts';
import { goesToChannel, type SendingDelays } from './domain/sending.ts';
import type { World } from './domain/world.ts';
import type { Delivery, Sending, SimulatorEvent } from './store/jobs.ts';
import type { Store } from './store/store.ts';

/** What the core needs from whoever starts it. */
export interface CoreOptions extends Omit<World, 'emit' | 'sendToChannel' | 'random'> {
  readonly store: Store;
  readonly seed: number;
  readonly sending: SendingDelays;
  readonly delivery: DeliveryTimes;
}

/** Something the page may want to show. */
export interface Change {
  readonly typing?: { readonly conversationId: number; readonly on: boolean; readonly by: string };
}

export type Core = ReturnType<typeof createCore>;

/** Puts rules, webhooks and channels together. Every change goes through `act`: all or nothing, then the webhooks leave. */
export function createCore(options: CoreOptions) {
  const { store } = options;
  const faults = createFaults();
  const listeners = new Set<(change: Change) => void>();
  const closers = new Set<() => void>();
  let emitted: Delivery[] = [];
  let toSend: Sending[] = [];
  let typing: SimulatorEvent[] = [];

  const world: World = {
    ...options,
    random: seededRandom(options.seed),
    emit: (event) => {
      emitted.push(...storeDeliveries(world, faults, event));
      if (event.about === 'typing') typing.push(event);
    },
    sendToChannel: (messageId) => {
      const message = store.messages.get(messageId);
      if (message === undefined || !goesToChannel(message)) return;
      const due = options.realNow() + options.sending.send;
      toSend.push(store.sendings.insert({ messageId, step: 'send', due }));
    },
  };
  const act = <T>(work: () => T): T => {
    try {
      const result = store.transaction(work);
      const [webhooks, messages, hints] = [emitted, toSend, typing];
      [emitted, toSend, typing] = [[], [], []];
      webhooks.forEach(deliveries.start);
      messages.forEach(sendings.start);
      tell(listeners, typingHints(world, hints));
      return result;
    } catch (error) {
      [emitted, toSend, typing] = [[], [], []];
      throw error;
    }
  };
  const deliveries = createDeliveries({ world, faults, times: options.delivery, act });
  const sendings = createSendings({ world, delays: options.sending, act });

  return {
    world,
    faults,
    act,
    deliveries,
    /** Tells about changes until the returned function is called. */
    listen: (listener: (change: Change) => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Runs when the simulator closes, e.g. to end open streams. */
    onClose: (close: () => void): (() => void) => {
      closers.add(close);
      return () => closers.delete(close);
    },
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
      listeners.clear();
      for (const closeOne of closers) closeOne();
      await Promise.all([deliveries.close(), sendings.close()]);
      store.close();
    },
  };
}

function tell(listeners: ReadonlySet<(change: Change) => void>, changes: Change[]): void {
  for (const change of changes.length > 0 ? changes : [{}])
    for (const listener of listeners) listener(change);
}

function typingHints(world: World, events: SimulatorEvent[]): Change[] {
  return events.flatMap((event) => {
    if (event.about !== 'typing') return [];
    const { kind, id } = event.person;
    const row = kind === 'User' ? world.store.users.get(id) : world.store.bots.get(id);
    const on = event.name === 'conversation_typing_on';
    return [{ typing: { conversationId: event.id, on, by: row?.name ?? 'The customer' } }];
  });
}
