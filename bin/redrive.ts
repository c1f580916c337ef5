import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const help = `Brings jobs that were set aside (dead letters) back to their queue, once what hindered them is mended.
Every job may be done twice without harm. One that nobody can read, or that came back three times, stays where it is.

  node bin/redrive.ts --queue turns.fifo --dry-run
  node bin/redrive.ts --queue turns.fifo --limit 10

  --queue     turns.fifo, work.fifo or outbound.fifo
  --limit     at most so many, 1 to 500 (default 100)
  --dry-run   says what would be brought back, and changes nothing; of one conversation it sees the first ten
  --url       where Frontdesk answers (default http://127.0.0.1:8787)
  --help      this text

  FRONTDESK_API_TOKEN  an administrator's token (default: the one in the data folder, FRONTDESK_DATA_DIR or .frontdesk)`;

const queues = ['turns.fifo', 'work.fifo', 'outbound.fifo'];

const answer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string().nullable(),
      conversationId: z.number().nullable(),
      since: z.string(),
      decision: z.enum(['redrive', 'keep']),
      because: z.string().nullable(),
    }),
  ),
  /** Absent from an older Frontdesk. */
  more: z.number().default(0),
});
const problem = z.object({ title: z.string(), detail: z.string().optional() });

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      queue: { type: 'string' },
      limit: { type: 'string', default: '100' },
      'dry-run': { type: 'boolean', default: false },
      url: { type: 'string', default: 'http://127.0.0.1:8787' },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) {
    console.log(help);
    return;
  }
  const dryRun = flags['dry-run'];
  const queue = queueOf(flags.queue);
  const asked = { queue, limit: limitOf(flags.limit), dryRun };
  const { items, more } = await redriven(urlOf(flags.url), asked);
  for (const { id, kind, conversationId, since, decision, because } of items) {
    const what = `${kind ?? 'unreadable'}${conversationId === null ? '' : ` of conversation ${conversationId}`}`;
    const verb = decision === 'keep' ? `kept (${because ?? ''})` : dryRun ? 'would go back' : 'went back';
    console.log(`${since}  ${id}  ${what}: ${verb}`);
  }
  const back = items.filter(({ decision }) => decision === 'redrive').length;
  console.log(`${back} ${dryRun ? 'would go' : 'went'} back to ${queue}, ${items.length - back} kept.`);
  if (more > 0) console.log(`About ${more} more lie behind these and were not looked at.`);
}

function queueOf(given: string | undefined): string {
  if (given !== undefined && queues.includes(given)) return given;
  const last = queues.at(-1) ?? '';
  throw new Error(`Say which queue: --queue ${queues.slice(0, -1).join(', ')} or ${last}. --help says more.`);
}

function limitOf(given: string): number {
  const limit = Number(given);
  if (given.trim() !== '' && Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit;
  throw new Error('--limit is a whole number from 1 to 500.');
}

function urlOf(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new Error('--url is where Frontdesk answers, as http://127.0.0.1:8787 or https://…');
}

async function redriven(
  url: URL,
  body: { queue: string; limit: number; dryRun: boolean },
): Promise<z.infer<typeof answer>> {
  const response = await fetch(new URL('/api/dead-letters/redrive', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Error(`Nobody answers at ${url.origin}. Is Frontdesk running there? --url says where it is.`, {
      cause,
    });
  });
  const told: unknown = await response.json().catch(() => undefined);
  const done = answer.safeParse(told);
  if (response.ok && done.success) return done.data;
  const refused = problem.safeParse(told);
  if (!response.ok && refused.success)
    throw new Error(`Refused (${response.status}): ${refused.data.detail ?? refused.data.title}`);
  throw new Error(
    `What answered at ${url.origin} (${response.status}) is not Frontdesk: another server, or a proxy before it. ` +
      'Whether anything went back is not known: look with --dry-run.',
  );
}

function token(): string {
  const given = process.env['FRONTDESK_API_TOKEN'];
  if (given !== undefined) return given;
  const folder = process.env['FRONTDESK_DATA_DIR'] ?? '.frontdesk';
  try {
    return readFileSync(path.join(folder, 'admin-token'), 'utf8').trim();
  } catch (cause) {
    throw new Error(`No administrator's token in ${folder}: set FRONTDESK_API_TOKEN or FRONTDESK_DATA_DIR.`, {
      cause,
    });
  }
}
