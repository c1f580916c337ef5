import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLedger, type Ledger } from '../../lib/store/dynamodb/ledger.ts';
import { anAnswer, scriptedModel } from '../support/scripted-model.ts';
import { aTurnWorld, type TurnWorld } from '../support/turn-harness.ts';
import { aWatchedConversation, deeds, meanwhileDeeds, moments } from './a-watched-conversation.ts';

const sentence =
  'Wipe the wood with a soft dry cloth and keep it away from open windows and from the radiator. ';
/** Instagram takes a thousand characters: three parts. */
const longAnswer = ['First', 'Second', 'Third'].map((word) => `${word}: ${sentence.repeat(9)}`).join('\n\n');

const inboxes = [
  { channel: 'Channel::Instagram', hasBot: true },
  { channel: 'Channel::Telegram', hasBot: true },
  { channel: 'Channel::Api', hasBot: false },
] as const;

const meanwhile = fc.record({ at: fc.constantFrom(...moments), what: fc.constantFrom(...meanwhileDeeds) });
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom(...deeds) }) },
  { weight: 3, arbitrary: fc.record({ meanwhile: fc.array(meanwhile, { maxLength: 4, size: 'max' }) }) },
);
const runs = Number(process.env['RUNS'] ?? 60);

describe('whatever anybody does at any moment of a turn', () => {
  it('holds', { timeout: 3_000_000 }, async () => {
    const world = await aTurnWorld({
      models: { conversation: scriptedModel({ converse: () => anAnswer(longAnswer) }) },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inboxes),
        fc.array(step, { minLength: 2, maxLength: 9, size: 'max' }),
        async (inbox, steps) => {
          const it = aWatchedConversation(world, inbox);
          try {
            for (const one of steps) await ('what' in one ? it.act(one.what) : it.turn(one.meanwhile));
            world.simulator.faults.clear();
            await it.act('resume');
            if ((await world.ledger.read(it.key))?.paused === true) await it.act('release');
            let quiet = 0;
            for (let rest = 0; rest < 12 && quiet < 2; rest += 1) {
              const kind = await it.turn();
              quiet = kind === 'nothing-to-do' || kind === 'person-owns' ? quiet + 1 : 0;
            }
            const told = it.story.join(' ');
            expect(quiet, told).toBe(2);
            expect(it.trespasses, told).toEqual([]);
            const ledger = (await world.ledger.read(it.key)) ?? newLedger();
            expect(ledger, told).toMatchObject({ owed: [], dueAt: null });
            const outbox = world.simulator
              .messages(it.id)
              .flatMap((one: any) => one.content_attributes?.outbox_id ?? []);
            expect(new Set(outbox).size, told).toBe(outbox.length);
            expect(answeredTwice(world, it.id), told).toEqual([]);
            expect(forgotten(world, it, ledger), told).toEqual([]);
          } finally {
            it.end();
            await it.act('resume');
          }
        },
      ),
      { numRuns: runs, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
    );
  });
});

function answeredTwice(world: TurnWorld, id: number): number[] {
  const turns = new Map<string, readonly number[]>();
  for (const job of world.queued)
    if (job.kind === 'after-turn' && job.conversationId === id && job.outcome === 'answered')
      turns.set(job.turnId, job.messageIds);
  const all = [...turns.values()].flat();
  return all.filter((one, index) => all.indexOf(one) !== index);
}

function forgotten(
  world: TurnWorld,
  { id, asked, closings, status, hasBot }: ReturnType<typeof aWatchedConversation>,
  { handled, owner }: Ledger,
): number[] {
  // In the team's list, or closed.
  if (hasBot ? status() !== 'pending' : owner === 'person' || status() === 'resolved') return [];
  const messages: any[] = world.simulator.messages(id);
  const last = (is: (one: any) => boolean) => Math.max(0, ...messages.filter(is).map((one) => one.id));
  const spoken = (one: any) => one.message_type === 1 && !one.private;
  const byUs = (one: any) => one.sender?.type === 'agent_bot';
  const lastOfPerson = Math.max(
    last((one) => spoken(one) && !byUs(one)),
    ...closings,
  );
  const lastOfOurs = last((one) => spoken(one) && byUs(one));
  const listed = new Set(world.queued.flatMap((job) => (job.kind === 'worklist' ? job.messageIds : [])));
  return asked.filter(
    (one) => one > lastOfPerson && !(handled.includes(one) && (lastOfOurs > one || listed.has(one))),
  );
}
