import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { aModelServer, type Fault } from '../../support/model-server.ts';
import { vendors } from './adapters.ts';

const root = new URL('../../../', import.meta.url).pathname;

describe.each(vendors)('a model of $vendor', ({ vendor, modelId }) => {
  it('leaves nothing behind that keeps a process from ending, however it fails', async () => {
    const faults: Fault[] = [
      'hang',
      'cut',
      'cut',
      'cut-in-answer',
      'truncated',
      'refusal',
      'html',
      { status: 401 },
    ];
    const server = await aModelServer();
    server.script(...faults.map((fault) => ({ fault })));
    const script = `
      import { Secret } from '${root}lib/config/secret.ts';
      import { anthropicModel } from '${root}lib/models/anthropic/anthropic-model.ts';
      import { openAiModel } from '${root}lib/models/openai/openai-model.ts';
      const options = { modelId: '${modelId}', apiKey: new Secret('k'), log() {}, costOf: () => 0 };
      // A hang ends soon; for all else there is so much time that a timer left behind would be noticed.
      const model = (converseMs, patience = { decideMs: 1, converseMs }) => '${vendor}' === 'anthropic'
        ? anthropicModel({ ...options, patience, baseUrl: '${server.env.ANTHROPIC_BASE_URL}' })
        : openAiModel({ ...options, patience, baseUrl: '${server.env.OPENAI_BASE_URL}' });
      const prompt = { version: 'v', system: 's', shop: 'p', turn: 't' };
      const request = { prompt, text: 'x', history: [], language: 'en', tools: [], lookedUp: [], objections: async () => [] };
      for (let i = 0; i < 7; i += 1) console.log(await model(i === 0 ? 3_000 : 60_000).converse(request).catch(({ reason }) => reason));
    `;
    const node = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 15_000,
    });
    // It ends by itself: nobody calls process.exit, and a process that has to be killed fails the test.
    const { stdout } = await node.finally(() => server.close());
    expect(stdout.trim().split('\n')).toEqual([
      'timeout',
      'unreachable',
      'unreachable',
      'truncated',
      'refused',
      'malformed',
      'not-allowed',
    ]);
  });

  it('has its SDK read only by those who ask it', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: { model: `lib/models/${vendor}/${vendor}-model.ts` },
      outdir: 'out/test',
      write: false,
      metafile: true,
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
    });
    const sdkBytes = (kinds: string[]) => {
      const seen = new Set<string>();
      const queue = ['out/test/model.js'];
      for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const imports = metafile.outputs[name]?.imports ?? [];
        queue.push(...imports.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path));
      }
      return [...seen]
        .flatMap((name) => Object.entries(metafile.outputs[name]?.inputs ?? {}))
        .filter(([file]) => /node_modules\/(@anthropic-ai|openai)\//.test(file))
        .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    };
    expect(sdkBytes(['import-statement'])).toBe(0);
    const lazily = sdkBytes(['import-statement', 'dynamic-import']);
    // Anthropic's whole client would be 428 KB: only the base client and the Messages API are taken.
    expect(lazily).toBeGreaterThan(50_000);
    expect(lazily).toBeLessThan(vendor === 'anthropic' ? 150_000 : 450_000);
  });
});
