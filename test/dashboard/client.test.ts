import { afterEach, describe, expect, it } from 'vitest';
import { apiAt } from '../../dashboard/src/api/client.ts';
import { commandKeys } from '../../dashboard/src/api/command-keys.ts';
import { ApiProblem, sentenceOf } from '../../dashboard/src/api/problem.ts';
import { Unreachable } from '../../dashboard/src/api/reach.ts';
import { sessionIn } from '../../dashboard/src/session/session.ts';
import { answering, aServer } from '../support/http-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The client of a page whose token is `old`, before a server that answers as told. */
async function aClient(...answers: Parameters<typeof aServer>) {
  const server = await aServer(...answers);
  closing.push(() => server.close());
  const session = sessionIn(aStorage());
  session.start({ token: 'old' });
  let made = 0;
  const call = apiAt({
    base: server.url,
    session,
    renew: async () => {
      session.start({ token: 'new' });
      return true;
    },
    keys: commandKeys({ newKey: () => `key-${(made += 1)}`, now: () => 0 }),
  });
  const keysSent = () => server.seen.map(({ headers }) => headers['idempotency-key']);
  return { call, session, seen: server.seen, keysSent, close: () => server.close() };
}

function aStorage(): Storage {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
  return storage as unknown as Storage;
}

const moved = answering(200, { id: 7, owner: 'person', paused: false });
const busy = answering(503, { detail: 'A part cannot be reached.' });
const takeOver = ['POST /api/conversations/{id}/takeover', { params: { id: 7 } }] as const;

describe('a command', () => {
  it('carries a key of its own each time; what only reads carries none', async () => {
    const { call, keysSent } = await aClient(moved);
    await call(...takeOver);
    await call(...takeOver);
    await call('DELETE /api/knowledge/{id}', { params: { id: 'x' } });
    await call('GET /api/conversations/{id}', { params: { id: 7 } });
    expect(keysSent()).toEqual(['key-1', 'key-2', 'key-3', undefined]);
  });

  it('keeps its key when it failed and somebody presses again', async () => {
    const { call, keysSent } = await aClient(busy, moved);
    await expect(call(...takeOver)).rejects.toThrow('A part cannot be reached.');
    await call(...takeOver);
    expect(keysSent()).toEqual(['key-1', 'key-1']);
  });

  it('keeps its key, and says the same, when it goes again with a renewed token', async () => {
    const { call, seen, keysSent } = await aClient(answering(401), answering(201, { id: 'x', chunks: 1 }));
    await call('POST /api/knowledge', { body: { title: 'Returns', text: 'Within thirty days.' } });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    expect(keysSent()).toEqual(['key-1', 'key-1']);
    expect(seen[0]?.body).toEqual(seen[1]?.body);
  });
});

describe('a session', () => {
  it('ends when the renewed token is not taken either', async () => {
    const { call, session } = await aClient(answering(401));
    await expect(call('GET /api/overview')).rejects.toThrow('You are not signed in any more.');
    expect([session.token(), session.lastEnd()]).toEqual([undefined, 'refused']);
  });
});

describe('what went wrong', () => {
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is that nobody answers, when nobody does', async () => {
    const { call, close } = await aClient(moved);
    await close();
    closing.splice(0);
    const failure = await failureOf(call('GET /api/overview'));
    expect(failure).toBeInstanceOf(Unreachable);
    expect(sentenceOf(failure)).toContain('does not answer');
  });

  it.each(['<!doctype html><title>Welcome</title>', 'null'])(
    'is that the answer is none of ours, when it is %s',
    async (page) => {
      const { call } = await aClient(answering(200, page));
      const failure = await failureOf(call('GET /api/overview'));
      expect(failure).toBeInstanceOf(ApiProblem);
      expect(sentenceOf(failure)).toContain('no answer of Frontdesk');
    },
  );

  it('is told with the number of a refusal that says nothing', async () => {
    const { call } = await aClient(answering(418, 'teapot'));
    expect(sentenceOf(await failureOf(call('GET /api/overview')))).toBe('Frontdesk could not do that (418).');
  });

  it('is told with the bound that holds, where the gateway refuses what is too large for a function', async () => {
    const { call } = await aClient(answering(413, '{"message":"Request Too Long"}'));
    const sentence = sentenceOf(await failureOf(call('POST /api/products/import', { body: new Blob() })));
    expect(sentence).toContain('four megabytes are the most');
  });

  it('is no lost connection when the page itself broke', () => {
    expect(sentenceOf(new TypeError('undefined is not a function'))).toContain('This page broke');
  });

  it('is nothing when the call was called off', async () => {
    const { call } = await aClient(moved);
    const failure = await failureOf(call('GET /api/overview', { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ name: 'AbortError' });
  });
});
