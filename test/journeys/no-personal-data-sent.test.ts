import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '../../lib/chatwoot/signature.ts';
import { Secret } from '../../lib/config/secret.ts';
import type { StockAlertJob } from '../../lib/queue/jobs.ts';
import { aShop, type Shop } from './a-shop.ts';

const secret = 'shop-secret-QV7791';
/** Somebody who stands in no other text, and a phone of theirs. */
const person = { name: 'Peregrine Ashgrove', phone: '+34600222333' };
/** Each stands in one thing that is sent here, and nowhere else. */
const telling = {
  product: 'Tatterdemalion',
  unknownSku: 'QUIDNUNC-7',
  article: 'The borborygmus clause: whoever',
  file: 'Crepuscular opening hours',
  line: 'Callipygian mug',
  price: 'forty-floccinaucini',
  tried: 'Is the oak table lamp fit for my gazebo in Zugzwang?',
  before: 'My aunt from Syzygy has one.',
  label: 'pettifogger',
  searched: 'absquatulate',
  job: 'Tell me when the pulchritudinous lamp is back',
};

let shop: Shop;
beforeAll(async () => {
  shop = await aShop({ FRONTDESK_VISIBILITY_SECONDS: '1', SHOP_WEBHOOK_SECRETS: secret });
}, 240_000);
afterAll(() => shop.stop(), 30_000);

const leaks = () => shop.leaks([secret, ...person.name.split(' '), person.phone, ...Object.values(telling)]);

async function send(method: string, path: string, body?: BodyInit, type = 'application/json') {
  const headers = {
    authorization: `Bearer ${shop.system.token}`,
    ...(typeof body === 'string' && { 'content-type': type }),
  };
  const response = await fetch(shop.system.url + path, { method, headers, ...(body && { body }) });
  return response.status;
}
const json = (path: string, body: unknown) => send('POST', path, JSON.stringify(body));

/** What a shop's system sends, with its signature unless it has none. */
async function shopSends(body: string, signature?: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signed = signatureOf(new Secret(secret), timestamp, Buffer.from(body));
  const headers = {
    'content-type': 'application/json',
    'x-frontdesk-timestamp': timestamp,
    'x-frontdesk-signature': signature ?? signed,
  };
  const response = await fetch(`${shop.system.url}/webhooks/shop/generic`, { method: 'POST', headers, body });
  return response.status;
}

/** A new customer who writes this on WhatsApp. */
function write(text: string) {
  const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
  const { conversationId } = shop.simulator.customerWrites(customer, text);
  return { customer, conversationId };
}
const answers = (id: number, count: number) =>
  shop.until(`answer ${count} in ${id}`, () => shop.said(id).length >= count, 60);
const isOpen = (id: number) => shop.until('the hand-over', () => shop.conversation(id).status === 'open', 60);

describe('nothing is printed of what', () => {
  it('the shop’s own system sends, be it right, wrong, unreadable or unsigned', async () => {
    const lamp = {
      sku: 'TATTER',
      name: `${telling.product} lamp`,
      priceCents: 100,
      currency: 'EUR',
      stock: 1,
    };
    const stock = { type: 'stock', id: 'e2', sku: telling.unknownSku, stock: 1 };
    const statuses = [
      await shopSends(JSON.stringify({ type: 'product', id: 'e1', ...lamp })),
      await shopSends(JSON.stringify(stock)),
      await shopSends(JSON.stringify({ ...stock, id: 'e3', customer: person, [person.name]: person.phone })),
      await shopSends(`${person.name} of ${person.phone} bought it`),
      await shopSends(JSON.stringify({ ...stock, customer: person }), 'sha256=00'),
    ];
    expect(statuses).toEqual([200, 200, 422, 400, 401]);
    await shop.until('both events', async () => (await shop.api('/api/shop-events')).items.length === 2, 60);
    expect(await leaks()).toEqual([]);
  }, 120_000);

  it('the team teaches and imports, wrong lines included', async () => {
    const file = new FormData();
    const text = `# ${telling.file}\n\nAsk for ${person.name}.`;
    file.set('file', new File([text], `${person.name}.md`, { type: 'text/markdown' }));
    const header = 'sku,name,price,currency,stock';
    const right = `${header}\nMUG-1,${telling.line},1.50,EUR,1`;
    const wrong = `${right}\nMUG-2,${person.name},${telling.price},EUR,1`;
    const article = { title: person.name, text: `${telling.article} calls ${person.phone}.` };
    const statuses = [
      await json('/api/knowledge', article),
      await json('/api/knowledge', { ...article, source: { [person.name]: person.phone } }),
      await send('POST', '/api/knowledge', file),
      await send('POST', '/api/products/import', right, 'text/csv'),
      await send('POST', '/api/products/import', wrong, 'text/csv'),
      await json('/api/products', { sku: 'X', name: person.name, priceCents: person.phone }),
    ];
    expect(statuses).toEqual([201, 422, 201, 200, 422, 422]);
    expect(await leaks()).toEqual([]);
  }, 60_000);

  it('the team tries out and searches for', async () => {
    const tried = {
      text: telling.tried,
      context: [{ from: 'customer', text: telling.before }],
      contact: { labels: [telling.label, 'vip'] },
    };
    for (const what of ['classify', 'retrieve', 'answer']) {
      expect(await json(`/api/test-bench/${what}`, tried)).toBe(200);
    }
    const name = encodeURIComponent(person.name);
    const statuses = [
      await json('/api/test-bench/classify', { ...tried, as: person.name }),
      await send('GET', `/api/products?q=${telling.searched}`),
      await send('GET', `/api/leads/${name}`),
      await send('GET', `/api/leads?name=${name}`),
    ];
    expect(statuses).toEqual([422, 200, 404, 422]);
    expect(await leaks()).toEqual([]);
  }, 90_000);

  it('is said while a person takes over, gives back and pauses', async () => {
    const { customer, conversationId: id } = write('How much is the oak table lamp in my vestibule?');
    await answers(id, 1);
    await shop.post(`/api/conversations/${id}/takeover`);
    shop.simulator.personWrites(id, 'I measured your vestibule myself.');
    shop.simulator.privateNote(id, 'They argued about the vestibule.');
    shop.simulator.customerWrites(customer, 'And how much is the oak bench for the vestibule?');
    await shop.quiet();
    await shop.post(`/api/conversations/${id}/release`);
    await answers(id, 2);
    await shop.post(`/api/conversations/${id}/pause`);
    shop.simulator.customerWrites(customer, 'Nobody answers about the vestibule any more.');
    await shop.quiet();
    expect(shop.said(id)).toHaveLength(2);
    expect(await leaks()).toEqual([]);
  }, 150_000);

  it('is said to a person who is asked to write no more', async () => {
    const { customer, conversationId: id } = write('I want to talk to a person, please');
    await isOpen(id);
    shop.simulator.personWrites(id, 'What is it about?');
    shop.simulator.customerWrites(customer, 'Please stop writing to me');
    await shop.until('the withdrawal', async () => {
      const sql = `select consents.state from consents join conversations using (lead_id) where conversation_id = $1`;
      return (await shop.rows(sql, [id])).length > 0;
    });
    expect(await leaks()).toEqual([]);
  }, 120_000);

  it('is said while the assistant is stopped everywhere, and answered after it', async () => {
    await shop.post('/api/breaker/stop');
    const { conversationId: id } = write('How much is the oak table lamp for the belvedere?');
    await isOpen(id);
    await shop.post('/api/breaker/resume');
    await shop.post('/local/run/reconcile');
    await answers(id, 1);
    expect(await leaks()).toEqual([]);
  }, 120_000);

  it('a job holds that nobody can read, or that is brought back', async () => {
    const { conversationId: id } = write('Hello');
    await answers(id, 1);
    const contact = { id: 1, email: null, identifier: null, ...person };
    const job: StockAlertJob = {
      ...{ kind: 'stock-alert', turnId: randomUUID(), accountId: 1, conversationId: id, inboxId: 1 },
      ...{ channel: 'web', contact, messageId: 1, language: 'en', priority: 'high' },
      product: { name: 'Brass Wall Light', sku: 'LAMP-BRASS-WALL', url: null },
      ...{ customerMessage: telling.job, conversationContext: telling.job },
      requestedAt: new Date().toISOString(),
    };
    const done = () => shop.system.lines.filter((line) => line.includes('"job":"stock-alert"')).length;
    const before = done();
    await queued('WorkQueue', { ...job, product: telling.job });
    await queued('WorkQueue', `${person.name} wrote ${telling.job}`);
    await queued('WorkDeadLetters', job);
    const setAside = async () => {
      const { items } = await shop.api('/api/dead-letters');
      return items.find(({ queue }: any) => queue === 'work.fifo').count;
    };
    await shop.until('three dead letters', async () => (await setAside()) === 3, 60);
    const { items } = await shop.post('/api/dead-letters/redrive', { queue: 'work.fifo' });
    expect(items.map(({ decision }: any) => decision)).toEqual(expect.arrayContaining(['keep', 'redrive']));
    await shop.until('the job that was brought back', () => done() > before, 60);
    expect(await leaks()).toEqual([]);
  }, 120_000);
});

/** Puts something on a queue, or among what was set aside of it. */
async function queued(queue: 'WorkQueue' | 'WorkDeadLetters', body: unknown): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: shop.system.sqsUrl, region: 'us-east-1', credentials });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => url.includes(`-${queue}`));
  const order = { MessageGroupId: '1:1', MessageDeduplicationId: randomUUID() };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body), ...order }));
  sqs.destroy();
}
