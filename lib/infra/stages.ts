import { z } from 'zod';
import { BadSetting } from '../runtime/errors.ts';

const stageSchema = z.strictObject({
  stage: z.enum(['local', 'dev', 'prod']),
  /** `iam`: a token of the function's role is the password. `url`: the address carries what is needed (local run). */
  databaseAuth: z.enum(['iam', 'url']),
  database: z.strictObject({
    /** RDS class without the `db.`; t4g.micro keeps about 80 connections. */
    instanceClass: z.string().regex(/^[a-z0-9]+\.[a-z0-9]+$/),
    multiAz: z.boolean(),
    storageGb: z.number().int().min(20),
    maxStorageGb: z.number().int().min(20),
    backupDays: z.number().int().min(1).max(35),
  }),
  /** USD a month: one small machine, about 4 and its address; a gateway in each of two zones, about 66 and addresses and traffic. */
  egress: z.enum(['nat-instance', 'nat-gateway']),
  /** Wait before a turn, so that a burst of messages becomes one turn: the DelaySeconds of turns.fifo. */
  quietSeconds: z.number().int().min(0).max(15),
  /** Turns at the same moment. Each holds one database connection. */
  turnConcurrency: z.number().int().min(2).max(1000),
  /** US dollars that models may cost within an hour before an operator is told; nothing is stopped. */
  spendAlarmUsd: z.number().positive(),
  logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90)]),
  /** Origin of Chatwoot, which may frame the dashboard; null: nobody may. */
  chatwootOrigin: z.url().nullable(),
  pagerEmail: z.email().nullable(),
  tags: z.record(z.string(), z.string()),
});

/** Everything in which one deployment differs from another. */
export type StageConfig = Readonly<z.infer<typeof stageSchema>>;
export type StageName = StageConfig['stage'];

/** What may differ without a commit, from the environment of whoever synthesises. */
export type StageOverrides = Partial<Pick<StageConfig, 'quietSeconds' | 'chatwootOrigin' | 'pagerEmail'>>;

/** The configuration of a stage. Throws BadSetting naming what is out of range. */
export function stageConfig(stage: StageName, overrides: StageOverrides = {}): StageConfig {
  const parsed = stageSchema.safeParse({ ...stages[stage], ...overrides, stage });
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw new BadSetting(
    `Stage ${stage}: unusable ${names.join(', ')}. lib/infra/stages.ts says what each may hold.`,
  );
}

const dev = {
  databaseAuth: 'iam',
  database: { instanceClass: 't4g.micro', multiAz: false, storageGb: 20, maxStorageGb: 100, backupDays: 7 },
  egress: 'nat-instance',
  quietSeconds: 0,
  turnConcurrency: 20,
  spendAlarmUsd: 2,
  logRetentionDays: 30,
  chatwootOrigin: null,
  pagerEmail: null,
  tags: { application: 'frontdesk', stage: 'dev' },
} satisfies Omit<StageConfig, 'stage'>;

const stages: Readonly<Record<StageName, Omit<StageConfig, 'stage'>>> = {
  /** The same wiring on one machine: two cores, one embedded Postgres that knows no IAM. */
  local: {
    ...dev,
    databaseAuth: 'url',
    turnConcurrency: 4,
    tags: { application: 'frontdesk', stage: 'local' },
  },
  dev,
  prod: {
    ...dev,
    database: { instanceClass: 't4g.small', multiAz: true, storageGb: 50, maxStorageGb: 500, backupDays: 35 },
    egress: 'nat-gateway',
    turnConcurrency: 50,
    spendAlarmUsd: 20,
    logRetentionDays: 90,
    tags: { application: 'frontdesk', stage: 'prod' },
  },
};
