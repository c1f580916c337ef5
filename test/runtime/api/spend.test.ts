import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costsWith } from '../../../lib/models/prices.ts';
import { aProduct } from '../../catalog/products.contract.ts';
import { builtInBrain } from '../../support/built-in-brain.ts';
import { aModelServer, type ModelServer } from '../../support/model-server.ts';
import { aDashboardApi } from './a-dashboard-api.ts';

let api: Awaited<ReturnType<typeof aDashboardApi>>;
let models: ModelServer;
beforeAll(async () => {
  models = await aModelServer({ brain: builtInBrain() });
  api = await aDashboardApi({ ...models.env, OPENAI_API_KEY: 'key-not-real' });
}, 60_000);
afterAll(() => models.close());

/** What the server of models says it read and wrote for each question. */
const tokens = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, cacheWriteTokens: 0 };
const costOf = costsWith();
const routed = costOf('openai:gpt-6-luna', tokens);
const answered = costOf('openai:gpt-6-sol', tokens);
const embedded = costOf('openai:text-embedding-3-small', { ...tokens, inputTokens: 10, outputTokens: 0 });

describe('what was spent today', () => {
  it.each([
    ['a product that is saved', '/api/products', aProduct(), embedded],
    ['words that are classified', '/api/test-bench/classify', { text: 'Do you have lamps?' }, routed],
    ['words that are looked up', '/api/test-bench/retrieve', { text: 'oak table lamp' }, embedded],
    [
      'words that are answered on the test bench',
      '/api/test-bench/answer',
      { text: 'How much is the oak table lamp?' },
      embedded + routed + answered,
    ],
  ])('grows in the overview by what %s cost', async (_, path, json, usd) => {
    const spent = async (): Promise<number> => (await api.call('GET', '/api/overview')).body.spendToday.value;
    const before = await spent();
    expect((await api.call('POST', path, { json })).status).toBeLessThan(300);
    expect((await spent()) - before).toBeCloseTo(usd, 9);
  });
});
