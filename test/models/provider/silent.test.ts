import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { aModelServer } from '../../support/model-server.ts';
import { vendors } from './adapters.ts';

const root = new URL('../../../', import.meta.url).pathname;

describe.each(vendors)('the SDK of $vendor', ({ vendor }) => {
  // Of a vendor's retired models its SDK says so by itself; we do at the start, and in the log.
  const modelId = vendor === 'anthropic' ? 'claude-sonnet-4-5' : 'gpt-4o';

  it('prints nothing, whatever the environment wants and whatever fails', async () => {
    const server = await aModelServer();
    const broken = { fault: { status: 500 } } as const;
    server.script(
      { text: 'no' },
      broken,
      broken,
      { fault: 'cut' },
      { fault: 'html' },
      { fault: { status: 401 } },
    );
    const script = `
      import { Secret } from '${root}lib/config/secret.ts';
      import { anthropicModel } from '${root}lib/models/anthropic/anthropic-model.ts';
      import { openAiModel } from '${root}lib/models/openai/openai-model.ts';
      import { z } from '${root}node_modules/zod/index.js';
      const options = { modelId: '${modelId}', apiKey: new Secret('k'), log() {}, costOf: () => 0 };
      const model = '${vendor}' === 'anthropic'
        ? anthropicModel({ ...options, baseUrl: '${server.env.ANTHROPIC_BASE_URL}' })
        : openAiModel({ ...options, baseUrl: '${server.env.OPENAI_BASE_URL}' });
      const prompt = { version: 'v', system: 's', shop: 'p', turn: 't' };
      const schema = z.strictObject({ intent: z.string() });
      const question = { task: 'route', prompt, text: 'My number is 555-0199', history: [], records: [], schema };
      for (let i = 0; i < 4; i += 1) await model.decide(question).catch(() => undefined);
    `;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script],
      { timeout: 30_000, env: { ...process.env, OPENAI_LOG: 'debug', ANTHROPIC_LOG: 'debug' } },
    ).finally(() => server.close());
    expect(server.requests.length).toBeGreaterThanOrEqual(4);
    expect(stdout + stderr).toBe('');
  });
});
