import { z } from 'zod';
import { BadSetting } from '../runtime/errors.ts';

/** The variables of a process: names and texts. */
export type EnvSource = Readonly<Record<string, string | undefined>>;

/** A schema of environment variables, one per function. */
export type EnvSchema = z.ZodObject;

/**
 * What CDK must hand a function so that it can start: every variable its schema requires. Leaving one out does not
 * compile. Optional variables are for the local run and may be left out.
 */
export type EnvironmentOf<S extends EnvSchema> = {
  readonly [K in RequiredNames<S>]: string;
} & {
  readonly [K in Exclude<keyof z.input<S>, RequiredNames<S>>]?: string;
};

type RequiredNames<S extends EnvSchema> = {
  [K in keyof z.input<S>]-?: undefined extends z.input<S>[K] ? never : K;
}[keyof z.input<S>];

/** Reads a function's variables. Throws BadSetting naming every missing or unusable variable; never shows a value. */
export function readEnv<S extends EnvSchema>(schema: S, source: EnvSource = process.env): z.output<S> {
  const parsed = schema.safeParse(withoutBlanks(source));
  if (!parsed.success) {
    const names = [
      ...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the environment'))),
    ];
    throw new BadSetting(
      `Missing or unusable: ${names.join(', ')}. lib/config/env.ts says what each must hold.`,
    );
  }
  refuseLocalOnly(source);
  return parsed.data;
}

/** An empty variable means an unset one, as shells and .env files have it. */
function withoutBlanks(source: EnvSource): EnvSource {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

/** A clock or a retry time left over from a laptop must not start in the cloud. */
function refuseLocalOnly(source: EnvSource): void {
  if (source['FRONTDESK_LOCAL'] === '1') return;
  const set = ['FRONTDESK_NOW', 'FRONTDESK_VISIBILITY_SECONDS', 'FRONTDESK_FAULT'].filter(
    (name) => source[name],
  );
  if (set.length > 0) throw new BadSetting(`${set.join(', ')}: only for the local run. Remove it here.`);
}

const required = z.string().min(1);
const queueUrl = z.url({ protocol: /^https?$/ });

/** Set by the local runner only; refused anywhere else. */
const localOnly = {
  FRONTDESK_LOCAL: z.literal('1').optional(),
  /** The clock: an instant, or a shift from real time such as `+PT26H`. */
  FRONTDESK_NOW: z
    .union([
      z.iso.datetime({ offset: true }),
      z.string().regex(/^[+-]P(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/),
    ])
    .optional(),
  FRONTDESK_VISIBILITY_SECONDS: z.coerce.number().int().min(0).max(43_200).optional(),
};

/** Where the shop's settings lie (lib/config/settings.ts says what they hold). */
const settings = { SETTINGS_SECRET_ARN: required };

const database = {
  /** Deployed it carries no password: the token of the function's role takes its place. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_AUTH: z.enum(['iam', 'url']),
};
const table = { TABLE_NAME: required };
/** Where a worker sets aside what no attempt helps. */
const deadLetters = { DEAD_LETTERS_URL: queueUrl };

export const webhookIngestEnv = z.object({ ...settings, TURNS_QUEUE_URL: queueUrl, ...localOnly });

export const turnWorkerEnv = z.object({
  ...settings,
  ...database,
  ...table,
  ...deadLetters,
  TURNS_QUEUE_URL: queueUrl,
  WORK_QUEUE_URL: queueUrl,
  /** The delay of the queue of turns. */
  QUIET_SECONDS: z.coerce.number().int().min(0).max(15),
  ...localOnly,
});

export const backgroundWorkerEnv = z.object({
  ...database,
  ...table,
  ...deadLetters,
  OUTBOUND_QUEUE_URL: queueUrl,
  WORK_QUEUE_URL: queueUrl,
  ...localOnly,
});

export const shopIngestEnv = z.object({ ...settings, WORK_QUEUE_URL: queueUrl, ...localOnly });

export const outboundWorkerEnv = z.object({
  ...settings,
  ...database,
  ...table,
  ...deadLetters,
  OUTBOUND_QUEUE_URL: queueUrl,
  WORK_QUEUE_URL: queueUrl,
  ...localOnly,
});

export const embedCatalogEnv = z.object({ ...settings, ...database, ...table, ...localOnly });

export const dashboardApiEnv = z.object({
  ...settings,
  ...database,
  ...table,
  TURNS_DEAD_LETTERS_URL: queueUrl,
  WORK_DEAD_LETTERS_URL: queueUrl,
  OUTBOUND_DEAD_LETTERS_URL: queueUrl,
  OUTBOUND_QUEUE_URL: queueUrl,
  TURNS_QUEUE_URL: queueUrl,
  WORK_QUEUE_URL: queueUrl,
  ...localOnly,
});

export const stockCheckEnv = z.object({ ...database, OUTBOUND_QUEUE_URL: queueUrl, ...localOnly });

export const retentionEnv = z.object({ ...database, ...localOnly });

export const reconcileEnv = z.object({
  ...settings,
  ...database,
  ...table,
  OUTBOUND_QUEUE_URL: queueUrl,
  TURNS_QUEUE_URL: queueUrl,
  WORK_QUEUE_URL: queueUrl,
  ...localOnly,
});

export const migrateEnv = z.object({
  ...database,
  /** The master user, who may create roles and extensions; read only where DATABASE_AUTH is `iam`. */
  DATABASE_ADMIN_SECRET_ARN: required,
  ...localOnly,
});

/** What the person who synthesises or deploys may set (docs/runbook.md, "Deploying"). */
export const deployEnv = z.object({
  FRONTDESK_STAGE: z.enum(['dev', 'prod']).default('dev'),
  QUIET_SECONDS: z.coerce.number().int().min(0).max(15).optional(),
  /** The site of Chatwoot may frame the dashboard. */
  CHATWOOT_URL: z.url({ protocol: /^https$/ }).optional(),
  /** Who is mailed when a pager alarm goes off. */
  FRONTDESK_PAGER_EMAIL: z.email().optional(),
});
