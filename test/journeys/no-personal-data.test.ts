import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../lib/runtime/telemetry.ts';
import { builtInBrain } from '../support/built-in-brain.ts';
import { aModelServer, type ModelReply, type ModelServer } from '../support/model-server.ts';
import { leaksIn } from '../support/personal-data.ts';
import { aShop, type Shop } from './a-shop.ts';

const keys = { ANTHROPIC_API_KEY: 'anthropic-key-QV7781', OPENAI_API_KEY: 'openai-key-QV7782' };
const tokens = {
  FRONTDESK_API_TOKEN: 'admin-token-QV7783',
  FRONTDESK_OPERATOR_TOKEN: 'operator-token-QV7784',
  FRONTDESK_VIEWER_TOKEN: 'viewer-token-QV7785',
};

/** Demo customers of the demo shop; every word of theirs that could give them away is in no other text. */
const people = [
  { name: 'Wilhelmina Osterkamp', email: 'w.osterkamp@mail.example', phone: '+346001112' },
  { name: 'Thaddeus Quillfeather', email: 'quillfeather@mail.example', phone: '+346001113' },
  { name: 'Ximena Zarzalejo', email: 'ximena.z@mail.example', phone: '+346001114' },
] as const;

/** What customers write; each holds a word that stands nowhere else. */
const words = {
  question: 'How much is the oak table lamp? It is for my zebrawood sideboard.',
  contact:
    'How much is the oak table lamp? Mail me at private.vellichor@mail.example or call +34 600 999 888.',
  wish: 'Please tell me when the brass wall light is back in stock, says my petrichor aunt.',
  complaint: 'This is outrageous: the lamp arrived broken in its susurrus box and nobody answers me!',
  unknown: 'Can you sponsor our village football club, the Limerence Rovers?',
  spanish: '¿Cuánto cuesta la lámpara Oak Table Lamp para mi madriguera?',
};
const telling = ['zebrawood', 'vellichor', '600 999 888', 'petrichor', 'susurrus', 'Limerence', 'madriguera'];

let server: ModelServer;
let shop: Shop;
let isDown: 'no' | ModelReply = 'no';
const met: { name: string; email: string; phone: string }[] = [];

beforeAll(async () => {
  const brain = builtInBrain();
  server = await aModelServer({ brain: (request) => (isDown === 'no' ? brain(request) : isDown) });
  const env = { FRONTDESK_VISIBILITY_SECONDS: '1', LOG: 'json', MODEL_EMBEDDING: 'built-in' };
  shop = await aShop({ ...env, ...keys, ...tokens, ...server.env });
}, 180_000);
afterAll(async () => {
  await shop.stop();
  await server.close();
});

/** Everything that was printed until now. */
const output = () => shop.system.lines.join('\n');
/** What was printed of all that was used and must be nowhere: of customers, of what was said, and all secrets. */
const leaks = () =>
  shop.leaks([...telling, ...Object.values(words), ...Object.values(keys), ...Object.values(tokens)]);

/** Each time somebody new of that name: a phone and an address are one person's only. */
function write(text: string, who: number, channel: string): number {
  const { name, email, phone } = people[who]!;
  const person = {
    name,
    email: `${met.length}.${email}`,
    phone: `${phone}${String(met.length).padStart(2, '0')}`,
  };
  met.push(person);
  const { contactInboxId } = shop.simulator.newCustomer({ ...person, inboxId: shop.inbox(channel) });
  const { conversationId } = shop.simulator.customerWrites(contactInboxId, text);
  return conversationId;
}

const answered = (id: number) =>
  shop.until(`an answer in ${id}`, () => shop.said(id).length > 0 && shop.said(id), 60);
const turnsDone = () => shop.system.lines.filter((line) => line.includes('"event":"turn.done"')).length;

describe('nothing that is a customer’s, and no secret, is printed', () => {
  it('when all goes well, on any channel', async () => {
    const ids = [
      write(words.question, 0, 'Channel::Whatsapp'),
      write(words.contact, 1, 'Channel::WebWidget'),
      write(words.wish, 2, 'Channel::Email'),
      write(words.complaint, 0, 'Channel::Instagram'),
      write(words.unknown, 1, 'Channel::TwilioSms'),
      write(words.spanish, 2, 'Channel::Telegram'),
    ];
    for (const id of ids) await answered(id);
    await shop.until('the wish', async () => (await shop.api('/api/stock-alerts?status=pending')).items[0]);
    await shop.post('/api/products/LAMP-BRASS-WALL/stock', { stock: 50 });
    await shop.post('/local/run/stock-check');
    await shop.until('the notice', () => shop.said(ids[2]!).length > 1, 60);
    await shop.api(`/api/conversations/${ids[0]}`);
    await shop.quiet();
    expect(await leaks()).toEqual([]);
  }, 240_000);

  it.each<[string, ModelReply]>([
    ['answers with an error that quotes the question', { fault: { status: 500 } }],
    ['refuses the key, quoting it', { fault: { status: 401 } }],
    ['finds the request wrong, quoting it', { fault: { status: 400 } }],
    ['says what is no answer', { text: `I was asked: ${words.question}` }],
    ['answers with a page', { fault: 'html' }],
    ['cuts the line', { fault: 'cut-in-answer' }],
  ])(
    'when every provider %s',
    async (_, reply) => {
      isDown = reply;
      const id = write(words.contact, 1, 'Channel::Whatsapp');
      await answered(id);
      isDown = 'no';
      expect(output()).toContain('"event":"model.failed"');
      expect(await leaks()).toEqual([]);
    },
    120_000,
  );

  it('when Chatwoot refuses, fails and hangs up', async () => {
    const { faults } = shop.simulator;
    faults.rest({ method: 'POST', path: /labels|messages/, times: 2, kind: { status: 422 } });
    const refused = write(words.complaint, 2, 'Channel::WebWidget');
    await shop.until('the refusal', () => output().includes('"event":"promise.refused"'), 60);
    faults.clear();
    const before = turnsDone();
    faults.rest({ method: 'GET', times: 1, kind: { status: 500 } });
    faults.rest({ method: 'GET', times: 1, kind: { drop: true } });
    await answered(write(words.question, 0, 'Channel::Whatsapp'));
    await shop.until('the end of the turn', () => turnsDone() > before, 60);
    faults.clear();
    expect(shop.conversation(refused).status).toBe('open');
    expect(await leaks()).toEqual([]);
  }, 180_000);

  it('when Postgres refuses and says in its error what it was given', async () => {
    const refused = () => shop.system.lines.filter((line) => line.includes('"event":"job.retried"')).length;
    const before = refused();
    await shop.rows('alter table leads add constraint closed check (account_id < 0) not valid');
    await answered(write(words.contact, 1, 'Channel::Whatsapp'));
    await shop.until('the refusal', () => refused() > before, 60);
    await shop.rows('alter table leads drop constraint closed');
    expect(await leaks()).toEqual([]);
  }, 120_000);

  it('and whoever knows the id of a webhook finds its whole story by it', async () => {
    const id = write(words.question, 0, 'Channel::Whatsapp');
    await answered(id);
    const events = (story: string) =>
      shop.system.lines.flatMap((line) =>
        line.includes(story) ? (/"event":"([\w.-]+)"/.exec(line)?.[1] ?? []) : [],
      );
    const accepted = await shop.until('the webhook', () =>
      shop.system.lines.find(
        (line) => line.includes('"webhook.accepted"') && line.includes(`"conversationId":${id},`),
      ),
    );
    const { deliveryId } = JSON.parse(accepted);
    await shop.until('the record', () =>
      ['turn.done', 'work.done'].every((event) => events(deliveryId).includes(event)),
    );
    expect(events(deliveryId)).toEqual(
      expect.arrayContaining(['webhook.accepted', 'message.sent', 'turn.done', 'work.done']),
    );
    expect(output()).toContain('"Namespace":"Frontdesk/');
  }, 90_000);
});

describe('this test', () => {
  let known: string[];
  let phone: string;
  beforeAll(async () => {
    write(words.wish, 1, 'Channel::Whatsapp');
    phone = met.at(-1)!.phone;
    known = [...(await shop.personal()), ...Object.values(keys)];
  });

  it.each([
    ['a text', () => words.wish],
    ['a name', () => 'Quillfeather'],
    ['a phone', () => phone.replace('+34600', '+34 600 ')],
    ['an address', () => met.at(-1)!.email],
    ['a secret', () => keys.OPENAI_API_KEY],
  ])('fails when %s is printed', (_, told) => {
    const printed: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((line) => printed.push(String(line)) > 0),
    );
    // As somebody would do it who puts a foreign error's message where only our own belong.
    const failure = { name: 'Error', message: `Failing row contains (${told()})` };
    createLog('leaking')({ event: 'request.failed', route: 'POST /webhooks/chatwoot', failure });
    for (const spy of spies) spy.mockRestore();
    expect(leaksIn(printed.join(''), known)).not.toEqual([]);
    expect(leaksIn(printed.join(''), [told()])).toEqual([told()]);
  });
});
