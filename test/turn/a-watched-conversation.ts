import { randomUUID } from 'node:crypto';
import { pause, release, takeOver } from '../../lib/conversation/take-over.ts';
import { resume, stopEverywhere } from '../../lib/limits/change-breaker.ts';
import type { FaultPoint } from '../../lib/runtime/fault-point.ts';
import type { TurnWorld } from '../support/turn-harness.ts';
import { whoMaySpeak, type Status, type WhoMaySpeak } from './who-may-speak.ts';

/** Where a turn can be met by others. */
export const moments = [
  'after-live-read',
  'after-model',
  'before-commit',
  'after-commit',
  'before-words',
  'after-words',
  'before-second-words',
  'after-second-words',
  'after-send-before-mark',
  'after-mark',
  'after-checkpoint',
  'after-owed-send',
] as const satisfies readonly (
  FaultPoint | 'before-commit' | `${'before' | 'after'}-${'second-' | ''}words`
)[];
export type Moment = (typeof moments)[number];

/** What anybody but the turn may do at any moment. */
export const deeds = [
  ...['asks', 'asks for a person', 'person', 'note', 'phone', 'open', 'pending', 'resolved'],
  ...['assigns', 'take over', 'release', 'pause', 'stop', 'resume', 'deletes', 'is not delivered'],
  ...['outbound moves the ledger', 'refuses words', 'loses words', 'refuses a status', 'refuses a read'],
] as const;

export const meanwhileDeeds = [...deeds, 'crash'] as const;

export interface Meanwhile {
  at: Moment;
  what: string;
}

/** One conversation, everybody who may act in it, and a record of every word of ours that should not have been said. */
export function aWatchedConversation(
  world: TurnWorld,
  { channel, hasBot }: { channel: string; hasBot: boolean },
) {
  const { simulator } = world;
  const plain = { chatwoot: { ...world.deps.chatwoot }, ledger: { ...world.deps.ledger } };
  const customer = world.customer(channel, hasBot);
  const asked: number[] = [];
  const closings: number[] = [];
  const write = (text: string) => {
    const said = simulator.customerWrites(customer, text);
    asked.push(said.messageId);
    return said.conversationId;
  };
  const id = write('How much is the oak table lamp?');
  const key = { accountId: 1, conversationId: id };
  const status = () => simulator.conversation(id)['status'] as Status;
  const may = whoMaySpeak(status, { hasBot });
  const commands = { ...world.deps, ...plain, turns: { send: () => Promise.resolve() } };
  const story: string[] = [];
  const trespasses: string[] = [];

  const setStatus = (next: Status) => {
    if (status() === next) return;
    if (hasBot ? next === 'pending' : status() === 'resolved') may.gaveBackInChatwoot();
    if (hasBot && next === 'open') may.tookOver();
    if (next === 'resolved') closings.push(Math.max(...simulator.messages(id).map((one: any) => one.id)));
    simulator.setStatus(id, next);
  };
  /** On a channel that begins a new conversation, whoever comes back after the end is in that one. */
  const customerSays = (text: string) => {
    if (status() === 'resolved') {
      if (channel === 'Channel::Instagram') return;
      may.gaveBackInChatwoot();
    }
    write(text);
  };

  const fail = (fault: Omit<Parameters<typeof simulator.faults.rest>[0], 'times'>) =>
    simulator.faults.rest({ ...fault, times: 1 });
  const lastOfOurs = () =>
    simulator
      .messages(id)
      .findLast((one: any) => one.message_type === 1 && !one.private && one.sender?.type === 'agent_bot');

  const act = async (what: string): Promise<void> => {
    story.push(what);
    // What a person presses again until it works.
    if (what === 'take over' || what === 'release') simulator.faults.clear();
    switch (what) {
      case 'asks': {
        customerSays(`And how much is the brass wall lamp, number ${asked.length}?`);
        return;
      }
      case 'asks for a person': {
        customerSays('I want to talk to a person, please');
        return;
      }
      case 'person':
        may.personSpoke();
        simulator.personWrites(id, 'I have this.');
        return;
      case 'phone':
        may.personSpoke();
        if (hasBot) simulator.phoneAppWrites(id, 'I have this.');
        else simulator.personWrites(id, 'I have this.');
        return;
      case 'assigns': {
        const { meta } = simulator.conversation(id) as any;
        if (meta.assignee === undefined || meta.assignee === null) may.personWasAssigned();
        simulator.assign(id, meta.assignee ? null : 2);
        return;
      }
      case 'deletes': {
        const deleted = asked.pop();
        if (deleted !== undefined) simulator.deleteMessage(deleted);
        return;
      }
      case 'is not delivered': {
        const sent = lastOfOurs();
        if (sent !== undefined) simulator.failDelivery(sent['id'], 'The channel refused it');
        return;
      }
      case 'outbound moves the ledger': {
        const before = await plain.ledger.read(key);
        if (before === undefined) return;
        const notice = {
          ...{ turnId: randomUUID(), messageIds: [], committedAt: new Date().toISOString() },
          entries: [{ kind: 'say' as const, outboxId: 'alert:say:0', text: 'It is back.' }],
        };
        const now = await plain.ledger.write(key, { ...before, owed: [...before.owed, notice] });
        await plain.ledger.write(key, { ...now, owed: before.owed });
        return;
      }
      case 'refuses words':
        fail({ method: 'POST', path: /messages$/, kind: { status: 502 } });
        return;
      case 'loses words':
        fail({ method: 'POST', path: /messages$/, kind: { drop: true, after: true } });
        return;
      case 'refuses a status':
        fail({ method: 'POST', path: /toggle_status/, kind: { status: 503 } });
        return;
      case 'refuses a read':
        fail({ method: 'GET', path: /conversations/, kind: { status: 503 } });
        return;
      case 'note':
        simulator.privateNote(id, 'Regular customer.');
        return;
      case 'open':
      case 'pending':
      case 'resolved': {
        setStatus(what);
        return;
      }
      case 'take over':
        may.tookOver();
        await takeOver(commands, key);
        return;
      case 'release':
        may.released();
        await release(commands, key);
        return;
      case 'pause':
        may.paused();
        await pause(commands, key);
        return;
      case 'stop':
        may.stopped(true);
        await stopEverywhere(world.breaker.deps, world.breaker.shop, 'somebody');
        return;
      case 'resume':
        may.stopped(false);
        await resume(world.breaker.deps, world.breaker.shop);
        return;
      case 'crash':
        throw new Error('the process died here');
      default:
        throw new Error(`Nobody can ${what}`);
    }
  };

  let waiting: Meanwhile[] = [];
  const pass = async (moment: string) => {
    const now = waiting.filter(({ at }) => at === moment);
    waiting = waiting.filter(({ at }) => at !== moment);
    for (const { what } of now) await act(what);
  };
  let parts = 0;
  watch(world, { plain: plain.chatwoot, id, may, trespasses, story, pass, part: () => (parts += 1) });

  let receives = 1;
  return {
    id,
    act,
    story,
    /** The job comes; while it is worked on, others do what they do. Whether it came to its end. */
    async turn(meanwhile: readonly Meanwhile[] = []) {
      story.push('turn{');
      parts = 0;
      waiting = [...meanwhile];
      world.hooks.faultPoint = pass;
      world.deps.ledger.write = async (...given) => {
        await pass('before-commit');
        return plain.ledger.write(...given);
      };
      // As long as the queue waits before it gives a job again.
      if (receives > 1) world.clock.shiftMs += 21_000;
      try {
        const result = await world.turn(id, { receives: Math.min(receives, 5), isLast: receives >= 5 });
        story.push(`}${result.kind}`);
        receives = 1;
        may.looked();
        return result.kind;
      } catch (error) {
        story.push(`}${String(error)}`);
        receives += 1;
        return undefined;
      } finally {
        waiting = [];
        Object.assign(world.deps.ledger, plain.ledger);
      }
    },
    trespasses,
    asked,
    closings,
    may,
    key,
    status,
    hasBot,
    end: () => {
      simulator.faults.clear();
      Object.assign(world.deps.chatwoot, plain.chatwoot);
    },
  };
}

/**
 * A look at Chatwoot tells the turn who may speak, and covers one message: what people do between that look and that
 * message is the one window there is (docs/reliability.md).
 */
function watch(
  world: TurnWorld,
  {
    plain,
    id,
    may,
    trespasses,
    story,
    pass,
    part,
  }: {
    plain: TurnWorld['deps']['chatwoot'];
    id: number;
    may: WhoMaySpeak;
    trespasses: string[];
    story: string[];
    pass: (moment: string) => Promise<void>;
    part: () => number;
  },
) {
  const { chatwoot } = world.deps;
  let atLastLook = may.silence();
  chatwoot.conversation = (conversationId) => {
    if (conversationId === id) atLastLook = may.silence();
    return plain.conversation(conversationId);
  };
  chatwoot.send = async (conversationId, message) => {
    if (message.private) return plain.send(conversationId, message);
    const number = part();
    const which = number === 1 ? 'words' : number === 2 ? 'second-words' : 'more-words';
    await pass(`before-${which}`);
    story.push('*speaks*');
    if (atLastLook !== undefined) trespasses.push(`Spoke although ${atLastLook}.`);
    const sent = await plain.send(conversationId, message);
    atLastLook = may.silence();
    await pass(`after-${which}`);
    return sent;
  };
}
