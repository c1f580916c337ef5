import { z } from 'zod';

const verdictOf = z.enum(['ok', 'failing']);

/** What `/health` answers. */
export const healthReport = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  checks: z.strictObject({
    queue: verdictOf,
    dynamodb: verdictOf,
    postgres: verdictOf,
    chatwoot: verdictOf,
    models: verdictOf,
  }),
});
export type Health = z.infer<typeof healthReport>;

/** What `/health` looks at. */
type HealthCheckName = keyof Health['checks'];

/** Each check resolves when its part answers and throws when it does not. */
export type HealthChecks = Readonly<Record<HealthCheckName, () => Promise<unknown>>>;

/** A part that takes longer than this to say that it is well is not. */
const timeLimitMs = 2500;

/** Asks every part at once. Only the queue matters to whether we are up: while it works, no customer's word is lost. */
export async function health(
  checks: HealthChecks,
  version: string,
): Promise<{ up: boolean; health: Health }> {
  const [queue, dynamodb, postgres, chatwoot, models] = await Promise.all([
    verdict(checks.queue),
    verdict(checks.dynamodb),
    verdict(checks.postgres),
    verdict(checks.chatwoot),
    verdict(checks.models),
  ]);
  const results = { queue, dynamodb, postgres, chatwoot, models };
  const status = Object.values(results).includes('failing') ? 'degraded' : 'ok';
  return { up: queue === 'ok', health: { status, version, checks: results } };
}

async function verdict(check: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failing'>((resolve) => {
    timer = setTimeout(() => resolve('failing'), timeLimitMs);
  });
  const answered = check().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  const first = await Promise.race([answered, late]);
  clearTimeout(timer);
  return first;
}
