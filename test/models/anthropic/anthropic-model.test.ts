import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Utterance } from '../../../lib/models/llm.ts';
import { aModelServer, anAnswer, type ModelServer } from '../../support/model-server.ts';
import { aModel, aRequest, aTool, prompt } from '../provider/adapters.ts';

describe('a Claude model', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await aModelServer({ brain: () => anAnswer('Hello.') });
  });
  afterEach(() => server.close());
  const model = (modelId = 'claude-sonnet-5-5') => aModel({ vendor: 'anthropic', modelId, server }).model;

  const history: Utterance[] = [
    { from: 'customer', text: 'Hello' },
    { from: 'person', text: 'Hi, this is the shop.' },
  ];

  it('caches up to the shop and up to the end of the history', async () => {
    await model().converse(aRequest({ history, tools: [aTool('search', () => [])] }));
    const { system, messages } = server.requests[0]!.body;
    expect(system.map((block: any) => block.cache_control)).toEqual([undefined, { type: 'ephemeral' }]);
    expect(system[1].text).toBe(prompt.shop);
    const marked = messages[0].content.filter((block: any) => block.cache_control !== undefined);
    expect(marked.map((block: any) => block.text)).toEqual([
      '<said>{"by":"person","text":"Hi, this is the shop."}</said>',
    ]);
  });

  it('asks for structured output, and for little effort where the model knows it', async () => {
    const known = [
      'claude-sonnet-5-5',
      'claude-haiku-5-5',
      'claude-opus-4-5',
      'claude-sonnet-4-6',
      'claude-opus-4-8',
    ];
    const unknown = [
      'claude-haiku-4-5',
      'claude-sonnet-4-20250514',
      'claude-opus-4-1',
      'claude-3-5-sonnet-20241022',
    ];
    for (const id of [...known, ...unknown]) await model(id).converse(aRequest());
    const configs = server.requests.map(({ body }) => body.output_config);
    expect(configs.map(({ format }) => format.type)).toEqual(configs.map(() => 'json_schema'));
    expect(configs.map(({ effort }) => effort)).toEqual([
      ...known.map(() => 'low'),
      ...unknown.map(() => undefined),
    ]);
  });

  it('gives all results of a round in one message, errors marked as such', async () => {
    server.script({
      calls: [
        { name: 'search', input: { query: 'a' } },
        { name: 'nothing', input: { query: 'b' } },
      ],
    });
    await model().converse(aRequest({ tools: [aTool('search', () => ['found'])] }));
    const [, asked, given] = server.requests[1]!.body.messages;
    expect(asked).toMatchObject({ role: 'assistant', content: [{ type: 'tool_use' }, { type: 'tool_use' }] });
    expect(given).toMatchObject({
      role: 'user',
      content: [
        { type: 'tool_result', content: '["found"]', is_error: false },
        { type: 'tool_result', is_error: true },
      ],
    });
  });
});
