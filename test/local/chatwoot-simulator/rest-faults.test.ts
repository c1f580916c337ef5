import { describe, expect, it } from 'vitest';
import { startSimulator } from './harness.ts';

describe('faults of the REST interface', () => {
  it('answers 429 with Retry-After, then works again', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    shop.simulator.faults.rest({
      method: 'POST',
      path: /\/messages$/,
      times: 1,
      kind: { status: 429, retryAfterSeconds: 2 },
    });
    const path = `/conversations/${conversationId}/messages`;
    const refused = await shop.bot('POST', path, { content: 'One' });
    expect([refused.status, refused.body, refused.headers.get('retry-after')]).toEqual([
      429,
      'Retry later\n',
      '2',
    ]);
    expect((await shop.bot('POST', path, { content: 'Two' })).status).toBe(200);
    expect(shop.simulator.messages(conversationId).map((one) => one.content)).toEqual([
      'Do you have a reading lamp?',
      'Two',
    ]);
  });

  it('can lose the answer after the message was created', async () => {
    const shop = await startSimulator();
    const { conversationId } = shop.talkOn('WhatsApp');
    const path = `/conversations/${conversationId}/messages`;
    shop.simulator.faults.rest({ method: 'POST', times: 1, kind: { drop: true, after: true } });
    await expect(shop.bot('POST', path, { content: 'One' })).rejects.toThrow();
    shop.simulator.faults.rest({ method: 'POST', times: 1, kind: { status: 500, after: true } });
    expect((await shop.bot('POST', path, { content: 'Two' })).status).toBe(500);
    shop.simulator.faults.rest({ method: 'POST', times: 1, kind: { drop: true } });
    await expect(shop.bot('POST', path, { content: 'Three' })).rejects.toThrow();
    shop.simulator.faults.rest({ method: 'POST', times: 1, kind: { hangMs: 20, after: true } });
    await expect(shop.bot('POST', path, { content: 'Four' })).rejects.toThrow();
    expect(shop.simulator.messages(conversationId).map((one) => one.content)).toEqual([
      'Do you have a reading lamp?',
      'One',
      'Two',
      'Four',
    ]);
  });
});
