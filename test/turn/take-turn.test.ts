import { describe, expect, it } from 'vitest';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';

const key = (conversationId: number) => ({ accountId: 1, conversationId });
const question = 'How much is the oak table lamp?';

describe('a customer’s question', () => {
  it('is answered from the catalogue, once, and put on record', async () => {
    const world = await aTurnWorld();
    const { conversationId, messageId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 0, paid: 0 });
    expect(await world.turn(conversationId)).toEqual({ kind: 'nothing-to-do', paid: 0 });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.said(conversationId)[0]).toContain('89');
    expect(world.queued).toMatchObject([
      { kind: 'after-turn', outcome: 'answered', messageIds: [messageId], model: 'built-in' },
    ]);
    const ledger = await world.ledger.read(key(conversationId));
    expect(ledger).toMatchObject({ owner: 'bot', handled: [messageId], owed: [], dueAt: null });
  });

  it('is on record as asked when its webhook came, however long we looked and however often we began again', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    const accepted = world.deps.now().getTime();
    world.hooks.thinking = async () => {
      world.hooks.thinking = async () => {};
      world.clock.shiftMs += 20_000;
      world.simulator.customerWrites(customer, 'And how tall is it?');
    };
    expect(await world.turn(conversationId)).toMatchObject({ redos: 1 });
    const record = world.queued.find((job) => job.kind === 'after-turn');
    expect(Math.abs(Date.parse(record?.askedAt ?? '') - accepted)).toBeLessThan(5000);
  });

  it('that the shop’s data cannot answer is handed to a person, with a note and the customer told', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'Can you sponsor our village football club next season?',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.notes(conversationId)).toHaveLength(1);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued.map((job) => job.kind)).toEqual(['worklist', 'after-turn']);
  });

  it('asked in several messages gets one answer', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'Hi');
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('in a channel with short messages has no markdown in its answer', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer('Channel::Sms'), question);
    await world.turn(conversationId);
    expect(world.said(conversationId)[0]).not.toContain('**');
  });

  it('for a person is honoured in one turn', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'I want to talk to a person, please',
    );
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
  });
});

describe('while the answer is being written', () => {
  it('a newer message makes it start again with everything', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    let thoughts = 0;
    world.hooks.thinking = async () => {
      thoughts += 1;
      if (thoughts === 1) world.simulator.customerWrites(customer, 'And is it in stock?');
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 1 });
    expect(world.said(conversationId)).toHaveLength(1);
    expect((await world.ledger.read(key(conversationId)))?.handled).toHaveLength(2);
  });

  it('a customer who never stops still gets an answer after two new starts', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    world.hooks.thinking = async () => void world.simulator.customerWrites(customer, 'the oak lamp, please');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 2 });
    expect(world.said(conversationId)).toHaveLength(1);
    world.hooks.thinking = async () => {};
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(2);
  });

  it.each([
    ['answers', (world: any, id: number) => world.simulator.personWrites(id, 'I have this one.')],
    [
      'answers from the phone app',
      (world: any, id: number) => world.simulator.phoneAppWrites(id, 'I have this one.'),
    ],
    ['opens the conversation', (world: any, id: number) => world.simulator.setStatus(id, 'open')],
    ['is assigned', (world: any, id: number) => world.simulator.assign(id, 2)],
  ] as const)('a person who %s ends the bot’s turn in silence', async (_how, act) => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer('Channel::Whatsapp'), question);
    world.hooks.thinking = async () => void act(world, conversationId);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(world.said(conversationId)).toEqual([]);
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect((await world.ledger.read(key(conversationId)))?.owner).toBe('person');
  });

  it('what the customer edits meanwhile is answered as it stands now', async () => {
    const world = await aTurnWorld();
    const { conversationId, messageId } = world.simulator.customerWrites(
      world.customer('Channel::Telegram'),
      'How much is the brass wall lamp?',
    );
    world.hooks.thinking = async () => {
      world.hooks.thinking = async () => {};
      world.simulator.customerEdits(messageId, question);
    };
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 1 });
    expect(world.said(conversationId)).toEqual([expect.stringContaining('89')]);
  });

  it('a private note of a person changes nothing', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.thinking = async () => void world.simulator.privateNote(conversationId, 'VIP');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered', redos: 0 });
  });
});

describe('a conversation a person took', () => {
  it('is on record as waiting until they answer, and again when the customer writes once more', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'I want to talk to a person, please');
    await world.turn(conversationId);
    await world.turn(conversationId);
    world.simulator.personWrites(conversationId, 'Hello, what is it about?');
    await world.turn(conversationId);
    await world.turn(conversationId);
    world.simulator.customerWrites(customer, 'About my order.');
    await world.turn(conversationId);
    const seen = world.queued.flatMap((job) =>
      job.kind === 'stood-aside' ? [job.waitingSince !== null] : [],
    );
    expect(seen).toEqual([true, false, true]);
  });

  it('has nobody waiting if we answered all there was', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await world.turn(conversationId);
    world.simulator.setStatus(conversationId, 'open');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    expect(seenIn(world)).toEqual([{ taken: true, waitingSince: null }]);
  });

  it('waits since what it was handed over for, and not since what we had answered', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    await world.turn(conversationId);
    world.clock.shiftMs += 5 * 3_600_000;
    world.simulator.customerWrites(customer, 'I want to talk to a person, please');
    const asked = world.deps.now().getTime();
    await world.turn(conversationId);
    await world.turn(conversationId);
    const waited = seenIn(world).map(({ waitingSince }) => asked - Date.parse(waitingSince ?? ''));
    expect(waited).toEqual([expect.closeTo(0, -5)]);
  });

  it('waits since the words that no channel would carry the answer to', async () => {
    const world = await aTurnWorld();
    const customer = world.customer('Channel::Whatsapp');
    const { conversationId } = world.simulator.customerWrites(customer, question);
    await world.turn(conversationId);
    world.refuseDelivery(conversationId);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'not-delivered' });
    await world.turn(conversationId);
    expect(seenIn(world)).toMatchObject([{ taken: true, waitingSince: expect.any(String) }]);
  });

  it('and gave back in Chatwoot without a word is on record as ours, and nobody waits', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      'I want to talk to a person, please',
    );
    await world.turn(conversationId);
    await world.turn(conversationId);
    world.simulator.setStatus(conversationId, 'pending');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do' });
    expect(seenIn(world).at(-1)).toEqual({ taken: false, waitingSince: null });
    expect(world.queued.at(-1)).toMatchObject({ kind: 'stood-aside', givenBack: true });
    const before = world.queued.length;
    await world.turn(conversationId);
    expect(world.queued).toHaveLength(before);
  });

  it('is nobody’s when it is merely closed', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    await world.turn(conversationId);
    world.simulator.setStatus(conversationId, 'resolved');
    await world.turn(conversationId);
    expect(world.queued.filter(({ kind }) => kind === 'stood-aside')).toEqual([]);
  });

  it('comes back when it is pending again, and what they left open is answered', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, 'I want to talk to a person, please');
    await world.turn(conversationId);
    world.simulator.personWrites(conversationId, 'Hello, what is it about?');
    world.simulator.customerWrites(customer, question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns' });
    world.simulator.setStatus(conversationId, 'pending');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(2);
    expect(await world.turn(conversationId)).toEqual({ kind: 'nothing-to-do', paid: 0 });
  });
});

describe('when the process dies', () => {
  it.each(['after-live-read', 'after-commit', 'after-send-before-mark', 'after-checkpoint'])(
    '%s the customer still gets exactly one answer and the shop one record',
    async (point) => {
      const world = await aTurnWorld();
      const { conversationId } = world.simulator.customerWrites(world.customer(), question);
      world.hooks.faultPoint = async (name) => {
        if (name === point) throw new Error('the process died here');
      };
      await expect(world.turn(conversationId)).rejects.toThrow('died');
      world.hooks.faultPoint = async () => {};
      await world.turn(conversationId);
      await world.turn(conversationId);
      expect(world.said(conversationId)).toHaveLength(1);
      const records = new Set(world.queued.map((job) => (job.kind === 'after-turn' ? job.turnId : '')));
      expect(records.size).toBe(1);
      expect((await world.ledger.read(key(conversationId)))?.owed).toEqual([]);
    },
  );

  it('after the commit and the customer writes more, one answer covers both', async () => {
    const world = await aTurnWorld();
    const customer = world.customer();
    const { conversationId } = world.simulator.customerWrites(customer, question);
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('the process died here');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.hooks.faultPoint = async () => {};
    world.simulator.customerWrites(customer, 'Is it in stock?');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect((await world.ledger.read(key(conversationId)))?.handled).toHaveLength(2);
  });

  it('after the commit and a person answers, the promise is dropped', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.hooks.faultPoint = async (name) => {
      if (name === 'after-commit') throw new Error('the process died here');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('died');
    world.hooks.faultPoint = async () => {};
    world.simulator.personWrites(conversationId, 'I am on it.');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'person-owns', paid: 1 });
    expect(world.said(conversationId)).toEqual([]);
  });
});

describe('when Chatwoot', () => {
  it('loses the answer to a message it created, the message is not sent again', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.simulator.faults.rest({
      method: 'POST',
      path: /messages$/,
      times: 1,
      kind: { drop: true, after: true },
    });
    await expect(world.turn(conversationId)).rejects.toMatchObject({ name: 'AmbiguousOutcome' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('loses a message before creating it, the message is sent the next time', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.simulator.faults.rest({ method: 'POST', path: /messages$/, times: 1, kind: { status: 502 } });
    await expect(world.turn(conversationId)).rejects.toMatchObject({ name: 'AmbiguousOutcome' });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'nothing-to-do', paid: 1 });
    expect(world.said(conversationId)).toHaveLength(1);
  });

  it('is down, the conversation is marked and answered when it is back', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    world.simulator.faults.rest({ times: 100, kind: { status: 503 } });
    await expect(world.turn(conversationId)).rejects.toMatchObject({ name: 'UpstreamUnavailable' });
    expect(await world.turn(conversationId, { receives: 3, isLast: false })).toEqual({ kind: 'owed' });
    const later = new Date(Date.now() + 120_000);
    expect(await world.ledger.due(later, 10)).toMatchObject([key(conversationId)]);
    world.simulator.faults.clear();
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
    expect(await world.ledger.due(later, 10)).toEqual([]);
  });

  it('closes the messaging window, nothing is said in vain and a person gets a note', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(world.customer('Channel::Whatsapp'), question);
    const original = world.deps.chatwoot.conversation;
    world.deps.chatwoot.conversation = async (id) => ({ ...(await original(id)), canReply: false });
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).toEqual([]);
    expect(world.notes(conversationId)[0]).toContain('window');
  });
});

describe('when the shop’s data cannot be read', () => {
  it('the customer is told and handed over instead of being told something made up', async () => {
    const { UpstreamUnavailable } = await import('../../lib/runtime/errors.ts');
    const world = await aTurnWorld({
      shopData: async () => {
        throw new UpstreamUnavailable('Postgres did not answer');
      },
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), question);
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'handed-off' });
    expect(world.said(conversationId)).toHaveLength(1);
    expect(world.queued).toMatchObject([
      { kind: 'worklist' },
      { kind: 'after-turn', escalationReason: 'shop-data-unavailable' },
    ]);
  });

  it('a greeting is still answered', async () => {
    const { UpstreamUnavailable } = await import('../../lib/runtime/errors.ts');
    const world = await aTurnWorld({
      shopData: async () => {
        throw new UpstreamUnavailable('Postgres did not answer');
      },
    });
    const { conversationId } = world.simulator.customerWrites(world.customer(), 'Hello!');
    expect(await world.turn(conversationId)).toMatchObject({ kind: 'answered' });
  });
});

describe('when everything fails on the last attempt', () => {
  it('a person is asked to take over, in the customer’s language, and it is on the worklist', async () => {
    const world = await aTurnWorld();
    const { conversationId } = world.simulator.customerWrites(
      world.customer(),
      '¿Cuánto cuesta la lámpara de mesa de roble?',
    );
    world.hooks.thinking = async () => {
      throw new TypeError('a bug');
    };
    await expect(world.turn(conversationId)).rejects.toThrow('a bug');
    expect(await world.turn(conversationId, { receives: 5, isLast: true })).toEqual({ kind: 'failed-over' });
    expect(world.said(conversationId)[0]).toContain('persona');
    expect(world.simulator.conversation(conversationId)).toMatchObject({ status: 'open' });
    expect(world.queued).toMatchObject([{ kind: 'worklist', worklistKind: 'failed' }]);
    expect(world.logged.filter(({ event }) => event !== 'message.sent')).toMatchObject([
      { event: 'turn.failed-over', failure: { name: 'TypeError' } },
    ]);
  });
});

/** What was put on record of who has a conversation, besides turns. */
function seenIn({ queued }: TurnWorld): { taken: boolean; waitingSince: string | null }[] {
  return queued.flatMap((job) =>
    job.kind === 'stood-aside' ? [{ taken: job.taken, waitingSince: job.waitingSince }] : [],
  );
}
