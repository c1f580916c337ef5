import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aModelServer, anAnswer, type ModelServer } from '../../support/model-server.ts';
import { aModel, aRequest, aTool, prompt } from '../provider/adapters.ts';

describe('a GPT model', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await aModelServer({ brain: () => anAnswer('Hello.') });
  });
  afterEach(() => server.close());
  const model = (modelId = 'gpt-6-luna') => aModel({ vendor: 'openai', modelId, server }).model;

  it('leaves nothing with the provider', async () => {
    await model().converse(aRequest());
    expect(server.requests[0]?.body).toMatchObject({ store: false });
    expect(server.requests[0]?.body).not.toHaveProperty('previous_response_id');
  });

  it('caches up to the shop and up to the end of the history, where it can be told', async () => {
    const history = [{ from: 'customer' as const, text: 'Hello' }];
    for (const id of ['gpt-6-luna', 'gpt-5.6', 'gpt-5.5', 'gpt-4o'])
      await model(id).converse(aRequest({ history }));
    const marked = server.requests.map(({ body }) =>
      body.input.flatMap((item: any) =>
        item.content.flatMap((part: any) => (part.prompt_cache_breakpoint === undefined ? [] : [part.text])),
      ),
    );
    const both = [prompt.shop, '<said>{"by":"customer","text":"Hello"}</said>'];
    expect(marked).toEqual([both, both, [], []]);
    expect(server.requests.map(({ body }) => body.prompt_cache_options)).toEqual([
      { mode: 'explicit' },
      { mode: 'explicit' },
      undefined,
      undefined,
    ]);
  });

  it('thinks little where it thinks, and takes its thoughts along to the next round', async () => {
    server.script({ calls: [{ name: 'search', input: { query: 'a' } }] });
    await model().converse(aRequest({ tools: [aTool('search', () => ['found'])] }));
    expect(server.requests[0]?.body).toMatchObject({
      reasoning: { effort: 'low' },
      include: ['reasoning.encrypted_content'],
    });
    expect(server.requests[1]?.body.input.slice(-3)).toMatchObject([
      { type: 'reasoning', encrypted_content: expect.any(String) },
      { type: 'function_call', name: 'search' },
      { type: 'function_call_output', output: '["found"]' },
    ]);
    await model('gpt-4o').converse(aRequest());
    expect(server.requests.at(-1)?.body).not.toHaveProperty('reasoning');
  });

  it('is told when the input of a tool is no JSON', async () => {
    server.script({ calls: [{ name: 'search', input: '{"query": ' }] });
    const inputs: unknown[] = [];
    await model().converse(aRequest({ tools: [aTool('search', (input) => inputs.push(input))] }));
    expect(inputs).toEqual([undefined]);
  });
});
