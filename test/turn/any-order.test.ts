import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultPoints } from '../../lib/runtime/fault-point.ts';
import { newLedger } from '../../lib/store/dynamodb/ledger.ts';
import { aTurnWorld } from '../support/turn-harness.ts';

const texts = [
  'How much is the oak table lamp?',
  'I want to talk to a person, please',
  'Hello!',
  'Do you sponsor village football?',
];
/** The places a turn passes. */
const deaths = faultPoints.filter((name) => !/^after-(accept|backfill|outbound)/.test(name));
const paths = [/messages$/, /toggle_status/, /bulk_actions/, /toggle_priority/, /conversations\/\d+$/];
const kinds = [{ status: 503 }, { drop: true }, { drop: true, after: true }] as const;

/** What may happen to a conversation, in any order. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('customer' as const), text: fc.constantFrom(...texts) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('person' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('phone' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('note' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('customer-deletes' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('open' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('pending' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('turn' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('turn-dies' as const), at: fc.constantFrom(...deaths) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('turn-loses' as const),
      path: fc.constantFrom(...paths),
      kind: fc.constantFrom(...kinds),
    }),
  },
);

describe('whatever happens, in whatever order', () => {
  it(
    'nobody is answered twice, no person is talked over and nobody is forgotten',
    { timeout: 180_000 },
    async () => {
      const world = await aTurnWorld();
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 9 }), async (happenings) => {
          // A channel whose shops answer from a telephone too.
          const customer = world.customer('Channel::Whatsapp');
          const asked: number[] = [];
          const write = (text: string) => {
            const said = world.simulator.customerWrites(customer, text);
            asked.push(said.messageId);
            return said.conversationId;
          };
          const id = write(texts[0]!);
          let personHasIt = false;
          // Chatwoot does not tell when it was given back: a person who writes once more before anybody looked is taken
          // for the one who gave it back (docs/architecture.md, "Who speaks").
          let givenBackUnseen = false;
          let talkedOver = 0;
          let receives = 1;
          const turn = async () => {
            const before = world.said(id).length;
            const couldSpeak = !personHasIt;
            try {
              await world.turn(id, { receives: Math.min(receives, 5), isLast: receives >= 5 });
              receives = 1;
            } catch {
              receives += 1;
            }
            if (!couldSpeak && world.said(id).length > before) talkedOver += 1;
            givenBackUnseen = false;
            if (world.simulator.conversation(id)['status'] === 'open') personHasIt = true;
          };

          for (const one of happenings) {
            if (one.what === 'customer') write(one.text);
            if (one.what === 'person') {
              world.simulator.personWrites(id, 'I have this.');
              personHasIt = !givenBackUnseen;
            }
            if (one.what === 'phone') {
              world.simulator.phoneAppWrites(id, 'I have this.');
              personHasIt = !givenBackUnseen;
            }
            // Neither gives the conversation to anybody.
            if (one.what === 'note') world.simulator.privateNote(id, 'Regular customer.');
            if (one.what === 'customer-deletes') {
              const deleted = asked.pop();
              if (deleted !== undefined) world.simulator.deleteMessage(deleted);
            }
            if (one.what === 'open') {
              world.simulator.setStatus(id, 'open');
              personHasIt = true;
            }
            if (one.what === 'pending' && world.simulator.conversation(id)['status'] === 'open') {
              world.simulator.setStatus(id, 'pending');
              personHasIt = false;
              givenBackUnseen = true;
            }
            if (one.what === 'turn-dies') {
              world.hooks.faultPoint = async (name) => {
                if (name === one.at) throw new Error('the process died here');
              };
            }
            if (one.what === 'turn-loses') world.simulator.faults.rest({ ...one, times: 1 });
            if (one.what.startsWith('turn')) await turn();
            world.hooks.faultPoint = async () => {};
            world.simulator.faults.clear();
          }
          for (let rest = 0; rest < 4; rest += 1) await turn();

          const messages: any[] = world.simulator.messages(id);
          const outbox = messages.flatMap((one) => one.content_attributes?.outbox_id ?? []);
          const lastWord = Math.max(0, ...messages.filter(isOfPerson).map((one) => one.id));
          // Words that were deleted before anybody looked leave nothing to note.
          const ledger = (await world.ledger.read({ accountId: 1, conversationId: id })) ?? newLedger();
          const open = world.simulator.conversation(id)['status'] === 'open';
          expect(talkedOver).toBe(0);
          expect(new Set(outbox).size).toBe(outbox.length);
          expect(ledger).toMatchObject({ owed: [], dueAt: null });
          // Dealt with by us, answered by a person after it, or in the hands of one.
          const forgotten = asked.filter((one) => !ledger.handled.includes(one) && one > lastWord);
          expect(open ? [] : forgotten).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** Seen by the customer and not said by us: what comes from the telephone has no sender. */
function isOfPerson(message: any): boolean {
  return message.message_type === 1 && !message.private && message.sender?.type !== 'agent_bot';
}
