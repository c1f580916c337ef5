import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaksIn, personalIn } from '../support/personal-data.ts';
import { startInProcess, startTestSystem } from '../support/system.ts';

interface Reached {
  url: string;
  token: string;
}

const header = 'sku,name,price,currency,stock';
/** Every so many products have the word in their name: one request then sees all parts of the file at once. */
const markedEach = 200;

function file(prefix: string, count: number, wrongAt?: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const name = at % markedEach === 0 ? `Mug ${prefix}marked` : 'Mug';
    return `${prefix}-${at},${name},${at + 2 === wrongAt ? 'free' : '1.50'},EUR,${at % 9}`;
  });
  return [header, ...lines].join('\n');
}

/** What stands in no output unless somebody prints a line of the file, or what was searched for. */
const wordsOf = (prefix: string): string[] => [
  `${prefix}marked`,
  `${prefix}-0,`,
  `${prefix}-4319`,
  '1.50,EUR',
];

async function ask({ url, token }: Reached, method: string, path: string, body?: string) {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'text/csv' }),
  };
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const answer: any = await response.json();
  return { status: response.status, body: answer };
}

/** How many of the marked products the catalogue has, at one look; undefined while the database is too busy to say. */
async function marked(system: Reached, prefix: string): Promise<number | undefined> {
  const { status, body } = await ask(system, 'GET', `/api/products?limit=200&q=${prefix}marked`);
  return status === 503 ? undefined : body.items.length;
}

/** Follows a job until `stop` says so; answers everything that was seen of it. */
async function follow(system: Reached, jobId: string, stop: (job: any) => boolean): Promise<any[]> {
  const seen: any[] = [];
  const give = Date.now() + 90_000;
  while (seen.length === 0 || !stop(seen.at(-1))) {
    if (Date.now() > give) throw new Error(`Waited in vain; last seen: ${JSON.stringify(seen.at(-1))}`);
    const { status, body } = await ask(system, 'GET', `/api/jobs/${jobId}`);
    if (status === 200) seen.push(body);
    await sleep(100);
  }
  return seen;
}

const isOver = ({ state }: any) => state === 'done' || state === 'failed';
const isInTheMiddle = ({ state, progress }: any) => isOver({ state }) || (progress > 0 && progress < 1);

describe('a large file of products', () => {
  let system: Awaited<ReturnType<typeof startInProcess>>;
  beforeAll(async () => {
    system = await startInProcess({ env: { LOG: 'json', FRONTDESK_VISIBILITY_SECONDS: '1' } });
  }, 120_000);
  afterAll(() => system.stop());

  it('becomes a job that tells how far it is, and then all of it is there', async () => {
    const sent = await ask(system, 'POST', '/api/products/import', file('few', 20_000));
    expect(sent).toMatchObject({ status: 202, body: { products: 20_000 } });
    const seen = await follow(system, sent.body.jobId, isOver);
    expect(seen.at(-1)).toMatchObject({
      ...{ state: 'done', progress: 1, error: null },
      result: { products: 20_000, added: 20_000, changed: 0 },
    });
    expect(seen.some(({ progress }) => progress > 0 && progress < 1)).toBe(true);
    expect(await marked(system, 'few')).toBe(20_000 / markedEach);
    expect((await ask(system, 'GET', '/api/products/few-19999')).body).toMatchObject({
      priceCents: 150,
      stock: 1,
    });
  }, 180_000);

  it('with one bad line is refused with that line, without a job, and nothing of it is there', async () => {
    const sent = await ask(system, 'POST', '/api/products/import', file('bad', 5000, 4321));
    expect(sent.status).toBe(422);
    expect(sent.body.errors).toEqual([
      { line: 4321, path: 'price', message: expect.stringMatching(/89,00/) },
    ]);
    expect(await marked(system, 'bad')).toBe(0);
  }, 60_000);

  it.runIf(process.platform === 'linux')(
    'is taken over whole although the worker is killed in the middle of it',
    async () => {
      const sent = await ask(system, 'POST', '/api/products/import', file('killed', 40_000));
      await follow(system, sent.body.jobId, isInTheMiddle);
      process.kill(workerOfMine(), 'SIGKILL');
      const looks = [await marked(system, 'killed')];
      const [last] = (await follow(system, sent.body.jobId, isOver)).slice(-1);
      looks.push(await marked(system, 'killed'));
      expect(last).toMatchObject({ state: 'done', result: { products: 40_000, added: 40_000 } });
      // Nothing yet, or, if the next worker was quicker than our question, everything; never a part.
      expect([0, 40_000 / markedEach]).toContain(looks[0] ?? 0);
      expect(looks[1]).toBe(40_000 / markedEach);
    },
    180_000,
  );

  it('and nothing of a file is printed, nor of any customer', async () => {
    const files = ['few', 'bad', 'killed'].flatMap(wordsOf);
    expect(leaksIn(system.lines.join('\n'), [...files, ...(await personalIn(system))])).toEqual([]);
  });
});

describe('when the plug is pulled while a file is taken over', () => {
  it('nothing of it is there at the next start, then all of it, and the job is done', async () => {
    const system = await startTestSystem({ env: { LOG: 'json', FRONTDESK_VISIBILITY_SECONDS: '1' } });
    const sent = await ask(system, 'POST', '/api/products/import', file('plug', 40_000));
    expect(sent.status).toBe(202);
    const before = await follow(system, sent.body.jobId, isInTheMiddle);
    await system.kill();
    expect(before.at(-1)).toMatchObject({ state: 'running' });

    const again = await system.restart();
    const looks = new Set<number | undefined>();
    let job: any;
    do {
      looks.add(await marked(again, 'plug'));
      [job] = (await follow(again, sent.body.jobId, () => true)).slice(-1);
    } while (!isOver(job));
    looks.add(await marked(again, 'plug'));
    expect(job).toMatchObject({ state: 'done', result: { products: 40_000, added: 40_000 } });
    looks.delete(undefined);
    const all = 40_000 / markedEach;
    expect([...looks].filter((count) => count !== 0)).toEqual([all]);
    const personal = await personalIn(again);
    expect((await again.stop()).code).toBe(0);
    const printed = system.output() + again.output();
    expect(leaksIn(printed, [...wordsOf('plug'), ...personal])).toEqual([]);
  }, 240_000);
});

/** The process that runs background-worker for this test's own system. */
function workerOfMine(): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = / (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) \S/s, ''))?.[1];
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
      if (
        Number(parent) === process.pid &&
        /AWS_LAMBDA_FUNCTION_NAME=[^\0]*background-worker/i.test(environment)
      )
        return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('No process runs background-worker');
}
