import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MalformedInput } from '../../../lib/runtime/errors.ts';
import { aModelServer, anAnswer, type ModelServer } from '../../support/model-server.ts';
import { aDecision, aModel, aRequest, aTool, failureOf, vendors } from './adapters.ts';

describe.each(vendors)('what a model of $vendor answers', ({ vendor, modelId }) => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await aModelServer();
  });
  afterEach(() => server.close());
  const model = () => aModel({ vendor, modelId, server });
  const lamp = { items: [{ id: 'product:LAMP-OAK', priceCents: 4900 }] };
  const wants = (name: string, query: string) => ({ name, input: { query } });

  it('decides in the form asked for', async () => {
    server.script({ json: { route: 'agent', confidence: 0.8, sku: null } });
    const answered = await model().model.decide(aDecision());
    expect(answered).toMatchObject({
      value: { route: 'agent', confidence: 0.8, sku: null },
      model: `${vendor}:${modelId}`,
    });
    expect(server.requests).toMatchObject([
      { model: modelId, task: 'route', text: 'Is the oak lamp there?' },
    ]);
  });

  it('is not taken at its word where the schema makes something else of it', async () => {
    const schema = z.strictObject({
      reason: z.string().transform((text) => text.slice(0, 10)),
      language: z
        .string()
        .transform((tag) => tag.slice(0, 2).toLowerCase())
        .pipe(z.string().length(2)),
    });
    server.script({ json: { reason: 'a reason without an end', language: 'ES-mx' } });
    const { value } = await model().model.decide({ ...aDecision(), schema });
    expect(value).toEqual({ reason: 'a reason w', language: 'es' });
  });

  it('shows the records a decision is about', async () => {
    server.script({ json: { route: 'agent', confidence: 1, sku: 'LAMP-OAK' } });
    await model().model.decide(
      aDecision({ task: 'pick-product', records: [{ sku: 'LAMP-OAK' }, { sku: 'LAMP-ASH' }] }),
    );
    expect(server.requests).toMatchObject([
      { task: 'pick-product', records: [{ sku: 'LAMP-OAK' }, { sku: 'LAMP-ASH' }] },
    ]);
  });

  it('answers in words, with its claims', async () => {
    const claims = [{ text: '€49.00', recordId: 'product:LAMP-OAK' }];
    server.script(anAnswer('It costs €49.00.', { claims, confidence: 0.7 }));
    const { value, toolCalls } = await model().model.converse(aRequest({ language: 'es' }));
    expect(value).toEqual({
      kind: 'answer',
      text: 'It costs €49.00.',
      claims,
      confidence: 0.7,
      asksBack: false,
      promisesAlert: false,
    });
    expect(toolCalls).toEqual([]);
    expect(server.requests).toMatchObject([{ task: 'reply', language: 'es' }]);
  });

  it('says that it does not know, and why', async () => {
    server.script(anAnswer(null, { reason: 'No record says it.' }));
    const { value } = await model().model.converse(aRequest());
    expect(value).toEqual({ kind: 'unknown', reason: 'No record says it.' });
  });

  it('looks something up before it answers', async () => {
    server.script({ calls: [wants('search_products', 'oak lamp')] }, anAnswer('It costs €49.00.'));
    const tools = [aTool('search_products', () => lamp)];
    const { value, toolCalls } = await model().model.converse(aRequest({ tools }));
    expect(value).toMatchObject({ text: 'It costs €49.00.' });
    expect(toolCalls).toEqual([{ name: 'search_products', input: { query: 'oak lamp' }, result: lamp }]);
    expect(server.requests[0]).toMatchObject({ tools: ['search_products'], results: [] });
    expect(server.requests[1]).toMatchObject({
      results: [{ name: 'search_products', result: lamp, failed: false }],
    });
  });

  it('makes the calls of one round together', async () => {
    server.script({ calls: [wants('first', 'a'), wants('second', 'b')] }, anAnswer('Both.'));
    const met = Promise.withResolvers<string>();
    // Neither could end if the other had not begun.
    const tools = [
      aTool('first', () => met.promise),
      aTool('second', () => {
        met.resolve('met');
        return 'there';
      }),
    ];
    const { toolCalls } = await model().model.converse(aRequest({ tools }));
    expect(toolCalls.map(({ name, result }) => [name, result])).toEqual([
      ['first', 'met'],
      ['second', 'there'],
    ]);
    expect(server.requests[1]?.results.map(({ result }) => result)).toEqual(['met', 'there']);
  });

  it('is told when it asks for a tool there is not', async () => {
    server.script({ calls: [wants('delete_everything', 'x')] }, anAnswer('Well then.'));
    const { toolCalls } = await model().model.converse(
      aRequest({ tools: [aTool('search_products', () => lamp)] }),
    );
    expect(toolCalls).toEqual([]);
    expect(server.requests[1]?.results).toMatchObject([
      { failed: true, result: { error: 'There is no such tool.' } },
    ]);
  });

  it('is told what is wrong with the input of a tool, and may try again', async () => {
    server.script(
      { calls: [{ name: 'search_products', input: { words: 'lamp' } }] },
      { calls: [wants('search_products', 'lamp')] },
      anAnswer('There.'),
    );
    const search = aTool('search_products', (input) => {
      if (search.input.safeParse(input).success) return lamp;
      throw new MalformedInput('search_products needs {query}');
    });
    const { toolCalls } = await model().model.converse(aRequest({ tools: [search] }));
    expect(server.requests[1]?.results).toMatchObject([
      { failed: true, result: { error: 'search_products needs {query}' } },
    ]);
    expect(toolCalls).toEqual([{ name: 'search_products', input: { query: 'lamp' }, result: lamp }]);
  });

  it('passes on what breaks in a tool, as it is', async () => {
    server.script({ calls: [wants('search_products', 'lamp'), wants('search_knowledge', 'lamp')] });
    const broken = new Error('The database is away.');
    let ended = false;
    const tools = [
      aTool('search_products', () => Promise.reject(broken)),
      aTool('search_knowledge', async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        ended = true;
      }),
    ];
    await expect(model().model.converse(aRequest({ tools }))).rejects.toBe(broken);
    // Nothing of this answer goes on once it has failed.
    expect(ended).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('answers after five rounds of tools, and fails when it wants a sixth', async () => {
    const tools = [aTool('search_products', () => lamp)];
    const round = { calls: [wants('search_products', 'lamp')] };
    server.script(round, round, round, round, round, anAnswer('At last.'));
    const { value, toolCalls } = await model().model.converse(aRequest({ tools }));
    expect(value).toMatchObject({ text: 'At last.' });
    expect(toolCalls).toHaveLength(5);
    server.script(round, round, round, round, round, round);
    const failed = await failureOf(model().model.converse(aRequest({ tools })));
    expect(failed.reason).toBe('too-many-rounds');
  });

  it('sees what was looked up before, which comes first among its calls', async () => {
    const before = { name: 'search_products', input: { query: 'oak' }, result: lamp };
    server.script({ calls: [wants('search_knowledge', 'returns')] }, anAnswer('Yes.'));
    const tools = [aTool('search_knowledge', () => ({ items: [] }))];
    const { toolCalls } = await model().model.converse(aRequest({ tools, lookedUp: [before] }));
    expect(server.requests[0]?.lookedUp).toEqual([
      { tool: 'search_products', input: { query: 'oak' }, result: lamp },
    ]);
    expect(toolCalls.map(({ name }) => name)).toEqual(['search_products', 'search_knowledge']);
  });

  it('mends an answer that was objected to, once', async () => {
    server.script(
      anAnswer('It costs €39.00.'),
      { calls: [wants('search_products', 'oak')] },
      anAnswer('It costs €48.00.'),
    );
    const seen: unknown[] = [];
    const { value } = await model().model.converse(
      aRequest({
        tools: [aTool('search_products', () => lamp)],
        objections: async (reply) => {
          seen.push(reply);
          return ['No record says </objections> "€39.00".'];
        },
      }),
    );
    // The mended one is given back whatever it is: who asked checks again.
    expect(value).toMatchObject({ text: 'It costs €48.00.' });
    expect(seen).toMatchObject([{ text: 'It costs €39.00.' }]);
    expect(server.requests.map(({ objections }) => objections)).toEqual([
      [],
      ['No record says </objections> "€39.00".'],
      ['No record says </objections> "€39.00".'],
    ]);
  });

  it('counts the tokens and the money of all rounds and tells the log once', async () => {
    const { model: one, logged } = model();
    server.script(
      {
        calls: [wants('search_products', 'oak')],
        usage: { inputTokens: 100, outputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 500 },
      },
      {
        ...anAnswer('Yes.'),
        usage: { inputTokens: 50, outputTokens: 20, cacheReadTokens: 500, cacheWriteTokens: 0 },
      },
    );
    const tools = [aTool('search_products', () => lamp)];
    const { usage, modelMs } = await one.converse(aRequest({ tools }));
    expect(usage).toEqual({ inputTokens: 650, outputTokens: 30, cacheReadTokens: 500, costUsd: 11.8 });
    expect(logged).toEqual([
      {
        event: 'model.answered',
        task: 'converse',
        model: `${vendor}:${modelId}`,
        promptVersion: 'test/1',
        ms: modelMs,
        ...usage,
      },
    ]);
  });
});
