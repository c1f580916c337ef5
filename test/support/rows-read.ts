import { z } from 'zod';
import type { Db } from '../../lib/store/postgres/db.ts';

/** How many rows of tables Postgres looks at for a statement: those it gives on, and those it throws away. Runs it. */
export async function rowsRead(db: Db, sql: string, parameters?: readonly unknown[]): Promise<number> {
  const { rows } = await db.query(`explain (analyze, format json) ${sql}`, parameters);
  const [row] = z.tuple([explained]).parse(rows);
  return readBy(row['QUERY PLAN'][0].Plan);
}

const node = z.object({
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  'Rows Removed by Index Recheck': z.number().default(0),
  /** Only where a table is read. */
  'Relation Name': z.string().optional(),
  get Plans() {
    return z.array(node).default([]);
  },
});

const explained = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) });

function readBy(plan: z.infer<typeof node>): number {
  const inner = plan.Plans.reduce((sum, one) => sum + readBy(one), 0);
  if (plan['Relation Name'] === undefined) return inner;
  const each = plan['Actual Rows'] + plan['Rows Removed by Filter'] + plan['Rows Removed by Index Recheck'];
  return inner + each * plan['Actual Loops'];
}
