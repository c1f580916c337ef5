import { inspect } from 'node:util';
import { getEventListeners } from 'node:events';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf as toldInTheLog } from '../../../lib/runtime/telemetry.ts';
import { aModelServer, anAnswer, type Fault, type ModelServer } from '../../support/model-server.ts';
import { aDecision, aModel, apiKey, aRequest, aTool, failureOf, vendors } from './adapters.ts';

const words = 'My number is 555-0199, please call me.';
const short = { decideMs: 400, converseMs: 400 };

describe.each(vendors)('a model of $vendor that fails', ({ vendor, modelId }) => {
  let server: ModelServer;
  beforeAll(async () => {
    // The SDK is loaded at the first question; its loading must not eat the short time of a test.
    const first = await aModelServer({ brain: () => anAnswer('Hello.') });
    await aModel({ vendor, modelId, server: first }).model.converse(aRequest());
    await first.close();
  });
  beforeEach(async () => {
    server = await aModelServer();
  });
  afterEach(async () => {
    await vi.waitFor(() => expect(server.open()).toBe(0));
    await server.close();
  });
  const model = (patience?: typeof short) =>
    aModel({ vendor, modelId, server, ...(patience === undefined ? {} : { patience }) }).model;

  const statuses: [number, string, number][] = [
    [400, 'bad-request', 1],
    [401, 'not-allowed', 1],
    [402, 'not-allowed', 1],
    [403, 'not-allowed', 1],
    [404, 'bad-request', 1],
    [413, 'bad-request', 1],
    [422, 'bad-request', 1],
    [429, 'rate-limited', 2],
    [500, 'server-error', 2],
    [502, 'server-error', 2],
    [503, 'overloaded', 2],
    [504, 'timeout', 2],
    [529, 'overloaded', 2],
  ];
  it.each(statuses)('is %i: %s, after %i attempts', async (status, reason, attempts) => {
    const fault = { fault: { status } };
    server.script(fault, fault, fault);
    const failed = await failureOf(model().decide(aDecision({ text: words })));
    expect(failed.reason).toBe(reason);
    expect(failed.model).toBe(`${vendor}:${modelId}`);
    expect(server.requests).toHaveLength(attempts);
  });

  it('gets over a stumble without telling anybody', async () => {
    server.script({ fault: { status: 500 } }, anAnswer('Here I am.'));
    const { value } = await model().converse(aRequest());
    expect(value).toMatchObject({ text: 'Here I am.' });
  });

  it('is not waited for when it wants a long pause', async () => {
    server.script({ fault: { status: 429, retryAfterSeconds: 60 } });
    const failed = await failureOf(model().converse(aRequest()));
    expect(failed.reason).toBe('rate-limited');
    expect(server.requests).toHaveLength(1);
  });

  const faults: [Fault, string][] = [
    ['truncated', 'truncated'],
    ['refusal', 'refused'],
    ['no-json', 'malformed'],
    ['html', 'malformed'],
    ['cut-in-answer', 'unreachable'],
  ];
  it.each(faults)('answers %s: %s', async (fault, reason) => {
    server.script({ fault }, { fault });
    expect((await failureOf(model().decide(aDecision()))).reason).toBe(reason);
    server.script({ fault }, { fault });
    expect((await failureOf(model().converse(aRequest()))).reason).toBe(reason);
  });

  it('cuts the connection, twice: unreachable', async () => {
    server.script({ fault: 'cut' }, { fault: 'cut' });
    expect((await failureOf(model().decide(aDecision()))).reason).toBe('unreachable');
  });

  it('is not there at all: unreachable', async () => {
    const gone = await aModelServer();
    await gone.close();
    const { model: one } = aModel({ vendor, modelId, server: gone });
    expect((await failureOf(one.decide(aDecision()))).reason).toBe('unreachable');
  });

  const malformed: [string, Parameters<ModelServer['script']>[0]][] = [
    ['no JSON', { text: 'The route is agent.' }],
    ['half of its JSON', { text: '{"route": "agent", "confid' }],
    ['nothing', { text: '' }],
    ['another form', { json: { route: 'agent' } }],
    ['a value out of bounds', { json: { route: 'agent', confidence: 7, sku: null } }],
    ['a field too many', { json: { route: 'agent', confidence: 1, sku: null, note: words } }],
  ];
  it.each(malformed)('answers a decision with %s: malformed', async (_what, reply) => {
    server.script(reply);
    expect((await failureOf(model().decide(aDecision()))).reason).toBe('malformed');
    expect(server.requests).toHaveLength(1);
  });

  it('answers a customer in another form: malformed', async () => {
    server.script({ json: { text: 'Hello' } });
    expect((await failureOf(model().converse(aRequest()))).reason).toBe('malformed');
  });

  it('fails as a whole when it fails after a tool', async () => {
    server.script({ calls: [{ name: 'search', input: { query: 'x' } }] }, { fault: 'refusal' });
    const failed = await failureOf(model().converse(aRequest({ tools: [aTool('search', () => [])] })));
    expect(failed.reason).toBe('refused');
  });

  it('hangs: its time is over, and it is not asked again', async () => {
    server.script({ fault: 'hang' }, { fault: 'hang' });
    expect((await failureOf(model(short).decide(aDecision()))).reason).toBe('timeout');
    expect((await failureOf(model(short).converse(aRequest()))).reason).toBe('timeout');
    expect(server.requests).toHaveLength(2);
  });

  it('spends its time on pauses between attempts: its time is over', async () => {
    server.script({ fault: { status: 503, retryAfterSeconds: 1.5 } });
    expect((await failureOf(model(short).decide(aDecision()))).reason).toBe('timeout');
    expect(server.requests).toHaveLength(1);
  });

  it('has one time for all rounds of a conversation, tools and objections included', async () => {
    const round = { calls: [{ name: 'search', input: { query: 'x' } }], afterMs: 150 };
    server.script(round, round, round, round, round, anAnswer('Too late.'));
    const tools = [aTool('search', () => [])];
    expect((await failureOf(model(short).converse(aRequest({ tools })))).reason).toBe('timeout');
    expect(server.requests.length).toBeLessThan(5);
  });

  it('waits for a tool that hangs no longer than for itself', async () => {
    server.script({ calls: [{ name: 'search', input: { query: 'x' } }] });
    const tools = [aTool('search', () => new Promise(() => undefined))];
    expect((await failureOf(model(short).converse(aRequest({ tools })))).reason).toBe('timeout');
  });

  it('ends at once when nobody wants the answer any more', async () => {
    const asker = new AbortController();
    server.script({ fault: 'hang' });
    const asked = failureOf(model().converse(aRequest({ signal: asker.signal })));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    asker.abort();
    expect((await asked).reason).toBe('cancelled');
    expect(getEventListeners(asker.signal, 'abort')).toEqual([]);
  });

  it('ends at once when the time of whoever asked is over: a time-out, and no wish to be left alone', async () => {
    server.script({ fault: 'hang' });
    const signal = AbortSignal.any([AbortSignal.timeout(300), new AbortController().signal]);
    const failed = await failureOf(model().converse(aRequest({ signal })));
    expect(failed.reason).toBe('timeout');
    expect((await failureOf(model().decide(aDecision({ signal })))).reason).toBe('timeout');
    expect(server.requests).toHaveLength(1);
  });

  const paid = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, costUsd: 1.2 };
  const inVain: [string, Parameters<ModelServer['script']>[0]][] = [
    ['truncated', { fault: 'truncated' }],
    ['refused', { fault: 'refusal' }],
    ['malformed', { text: 'The route is agent.' }],
  ];
  it.each(inVain)('says what an answer in vain cost: %s', async (reason, reply) => {
    server.script(reply);
    expect(await failureOf(model().decide(aDecision()))).toMatchObject({ reason, usage: paid });
  });

  it('says what all rounds cost, whatever ended them', async () => {
    const round = { calls: [{ name: 'search', input: { query: 'x' } }] };
    const tools = [aTool('search', () => [])];
    server.script(round, round, { fault: 'hang' });
    const late = await failureOf(model(short).converse(aRequest({ tools })));
    expect(late).toMatchObject({ reason: 'timeout', usage: { inputTokens: 200, outputTokens: 40 } });
    server.script(round, round, round, round, round, round);
    const endless = await failureOf(model().converse(aRequest({ tools })));
    expect(endless).toMatchObject({ reason: 'too-many-rounds', usage: { inputTokens: 600 } });
    server.script({ fault: { status: 400 } });
    expect(await failureOf(model().decide(aDecision()))).toMatchObject({ usage: { costUsd: 0 } });
  });

  it('is not even asked when nobody wants the answer', async () => {
    const failed = await failureOf(model().decide(aDecision({ signal: AbortSignal.abort() })));
    expect(failed.reason).toBe('cancelled');
    expect(server.requests).toEqual([]);
  });

  it('says nothing of keys or of what anybody wrote', async () => {
    const { model: one, logged } = aModel({ vendor, modelId, server });
    const fault = { fault: { status: 401 } };
    server.script(fault, { json: { route: words } }, { text: words });
    for (const _ of [1, 2, 3]) {
      const failed = await failureOf(one.decide(aDecision({ text: words })));
      expect(failed.message).toBe(`${vendor}:${modelId} gave no usable answer: ${failed.reason}`);
      const told = JSON.stringify(toldInTheLog(failed));
      expect(told).not.toContain('555-0199');
      // The key is nowhere in the error, however deep one looks.
      expect(inspect(failed, { depth: 20, showHidden: true }) + told).not.toContain(apiKey);
    }
    expect(logged).toEqual([]);
  });
});
