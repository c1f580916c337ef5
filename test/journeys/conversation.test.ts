import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aShop, type Shop } from './a-shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await aShop({ FRONTDESK_VISIBILITY_SECONDS: '1' });
}, 120_000);
afterAll(() => shop.stop());

const lamp = 'How much is the oak table lamp?';

describe('a customer', () => {
  it.each([
    ['Channel::Whatsapp', null],
    ['Channel::TwilioSms', 'sms'],
    ['Channel::TwilioSms', 'whatsapp'],
    ['Channel::Instagram', null],
    ['Channel::FacebookPage', null],
    ['Channel::Email', null],
    ['Channel::Sms', null],
    ['Channel::Telegram', null],
    ['Channel::Line', null],
    ['Channel::Tiktok', null],
    ['Channel::WebWidget', null],
    ['Channel::Api', null],
  ])('on %s %s is answered from the catalogue', async (channel, medium) => {
    const { conversationId } = shop.simulator.customerWrites(
      shop.customer(shop.inbox(channel, medium)),
      lamp,
    );
    const [answer] = await shop.until(
      'an answer',
      () => shop.said(conversationId).length > 0 && shop.said(conversationId),
    );
    expect(answer).toContain('€89.00');
    expect(answer).toContain('https://shop.example/lamp-oak-table');
    const isLetter = channel === 'Channel::Email';
    expect(answer?.startsWith('Hello,')).toBe(isLetter);
  });

  it('in an inbox without a bot is answered too', async () => {
    const inboxId = shop.inbox('Channel::Api', null, false);
    const { conversationId } = shop.simulator.customerWrites(shop.customer(inboxId), lamp);
    await shop.until('an answer', () => shop.said(conversationId).length === 1);
  });

  it('who writes Spanish is answered in Spanish', async () => {
    const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
    const { conversationId } = shop.simulator.customerWrites(
      customer,
      '¿Cuánto cuesta la lámpara Oak Table Lamp?',
    );
    const [answer] = await shop.until(
      'an answer',
      () => shop.said(conversationId).length > 0 && shop.said(conversationId),
    );
    expect(answer).toContain('89,00 €');
  });

  it('who asks what nobody knows is handed to a person, with a note, and it is all on record', async () => {
    const customer = shop.customer(shop.inbox('Channel::WebWidget'));
    const { conversationId } = shop.simulator.customerWrites(
      customer,
      'Can you sponsor our village football club?',
    );
    await shop.until('the hand-over', () => shop.simulator.conversation(conversationId)['status'] === 'open');
    expect(shop.said(conversationId)).toHaveLength(1);
    expect(shop.notes(conversationId)).toHaveLength(1);
    const [turn] = await shop.until('the record', async () => {
      const rows = await shop.rows('select * from turns where conversation_id = $1', [conversationId]);
      return rows.length > 0 && rows;
    });
    expect(turn).toMatchObject({ outcome: 'handed-off', model: 'built-in' });
    const worklist = await shop.rows('select * from worklist where conversation_id = $1', [conversationId]);
    expect(worklist).toMatchObject([{ kind: 'handed-over', id: turn.id }]);
  });

  it('who tells an e-mail address becomes a lead that knows it, with the message it stands in', async () => {
    const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
    const { conversationId, messageId } = shop.simulator.customerWrites(
      customer,
      `${lamp} My mail is ana@mail.example`,
    );
    const [lead] = await shop.until('the lead', async () => {
      const rows = await shop.rows(
        `select leads.email, message_id from leads join lead_facts on lead_id = leads.id
          where conversation_id = $1 and field = 'email' and leads.email is not null`,
        [conversationId],
      );
      return rows.length > 0 && rows;
    });
    expect({ ...lead, message_id: Number(lead.message_id) }).toEqual({
      email: 'ana@mail.example',
      message_id: messageId,
    });
  });
});

describe('a person of the team', () => {
  it('who takes over is never talked over, and hands back when the conversation is pending again', async () => {
    const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
    const { conversationId } = shop.simulator.customerWrites(customer, 'Hello');
    await shop.until('the greeting', () => shop.said(conversationId).length === 1);
    shop.simulator.personWrites(conversationId, 'Hello Ana, this is Tomas.');
    await shop.until('the opening', () => shop.simulator.conversation(conversationId)['status'] === 'open');
    shop.simulator.customerWrites(customer, lamp);
    await shop.quiet();
    expect(shop.said(conversationId)).toHaveLength(1);

    shop.simulator.setStatus(conversationId, 'pending');
    await shop.until('the answer to what was left open', () => shop.said(conversationId).length === 2);
    expect(shop.said(conversationId)[1]).toContain('€89.00');
  });

  it('who answers on the phone app has taken over as well', async () => {
    const customer = shop.customer(shop.inbox('Channel::Whatsapp'));
    const { conversationId } = shop.simulator.customerWrites(customer, 'Hello');
    await shop.until('the greeting', () => shop.said(conversationId).length === 1);
    shop.simulator.phoneAppWrites(conversationId, 'I will call you.');
    await shop.until('the opening', () => shop.simulator.conversation(conversationId)['status'] === 'open');
    shop.simulator.customerWrites(customer, lamp);
    await shop.quiet();
    expect(shop.said(conversationId)).toHaveLength(1);
  });
});

describe('webhooks', () => {
  it('that come doubled and in any order lead to one answer to each conversation', async () => {
    Object.assign(shop.simulator.faults.webhooks, { duplicate: 1, shuffle: 1, shuffleMs: 200 });
    const ids = Array.from({ length: 8 }, () => {
      const customer = shop.customer(shop.inbox('Channel::WebWidget'));
      return shop.simulator.customerWrites(customer, lamp).conversationId;
    });
    await shop.until('all answers', () => ids.every((id) => shop.said(id).length > 0), 30);
    await shop.quiet();
    shop.simulator.faults.clear();
    expect(ids.map((id) => shop.said(id).length)).toEqual(ids.map(() => 1));
  });

  it('with a wrong signature are refused and change nothing', async () => {
    const response = await fetch(`${shop.system.url}/webhooks/chatwoot`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-chatwoot-timestamp': String(Math.floor(Date.now() / 1000)),
        'x-chatwoot-signature': `sha256=${'0'.repeat(64)}`,
      },
      body: JSON.stringify({ event: 'message_created', id: 1 }),
    });
    expect(response.status).toBe(401);
  });
});

describe('an outage of Chatwoot', () => {
  it('of a moment is survived by trying again', async () => {
    const customer = shop.customer(shop.inbox('Channel::WebWidget'));
    shop.simulator.faults.rest({ method: 'GET', times: 2, kind: { status: 503 } });
    const { conversationId } = shop.simulator.customerWrites(customer, lamp);
    await shop.until('an answer', () => shop.said(conversationId).length === 1, 60);
  }, 70_000);
});

describe('the schedules', () => {
  it('run when asked, with the administrator’s token only', async () => {
    const run = (headers: Record<string, string>) =>
      fetch(`${shop.system.url}/local/run/stock-check`, { method: 'POST', headers });
    expect((await run({})).status).toBe(401);
    const response = await run({ authorization: `Bearer ${shop.system.token}` });
    expect(await response.json()).toMatchObject({
      name: 'stock-check',
      result: { backInStock: 0, customersWaiting: 0 },
    });
  });
});

describe('/health', () => {
  it('says that every part answers', async () => {
    const response = await fetch(`${shop.system.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      checks: { queue: 'ok', postgres: 'ok', chatwoot: 'ok' },
    });
  });
});

it('nothing of all this is printed that is a customer’s, and no secret', async () => {
  expect(await shop.leaks()).toEqual([]);
});
