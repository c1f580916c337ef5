import { App, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { deployEnv, migrateEnv, readEnv, turnWorkerEnv, webhookIngestEnv } from '../../lib/config/env.ts';
import { plain } from '../../lib/infra/cdk-interfaces.ts';
import { AppFunction } from '../../lib/infra/constructs/app-function.ts';
import { type FunctionName, functions } from '../../lib/infra/functions.ts';
import { BadSetting } from '../../lib/runtime/errors.ts';
import { anApp, marked } from './synthesised.ts';

const accepting = {
  SETTINGS_SECRET_ARN:
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:frontdesk/dev/settings-AbCdEf',
  TURNS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/turns.fifo',
};
const answering = {
  ...accepting,
  DEAD_LETTERS_URL: 'http://127.0.0.1:9324/000000000000/work.fifo',
  WORK_QUEUE_URL: 'http://127.0.0.1:9324/000000000000/work.fifo',
  TABLE_NAME: 'frontdesk',
  DATABASE_URL: 'postgres://frontdesk@database.abc.eu-central-1.rds.amazonaws.com:5432/frontdesk',
  DATABASE_AUTH: 'iam',
  QUIET_SECONDS: '4',
};

describe('the variables of a function', () => {
  it.each(Object.keys(functions) as FunctionName[])('of %s are all filled by the deployment', (name) => {
    const [, { Properties }] = marked(anApp('dev').stacks.service, 'function', name);
    const filled = Object.keys(Properties['Environment'].Variables as object);
    const required = Object.entries(functions[name].env.shape).filter(
      ([, schema]) => !schema.safeParse(undefined).success,
    );
    const always = ['NODE_OPTIONS', 'POWERTOOLS_METRICS_NAMESPACE'];
    expect(filled.sort()).toEqual([...required.map(([key]) => key), ...always].sort());
  });

  it('cannot be forgotten: leaving one out does not compile', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = plain(new Vpc(stack, 'Vpc'));
    const network = { vpc, subnets: {}, securityGroup: new SecurityGroup(stack, 'Group', { vpc }) };
    const rest = {
      name: 'webhook-ingest',
      stage: 'dev',
      code: Code.fromInline('//'),
      network,
      logRetention: RetentionDays.ONE_WEEK,
    } as const;

    new AppFunction(stack, 'Complete', { ...rest, environment: accepting });
    const { SETTINGS_SECRET_ARN } = accepting;
    // @ts-expect-error TURNS_QUEUE_URL is missing
    new AppFunction(stack, 'Forgotten', { ...rest, environment: { SETTINGS_SECRET_ARN } });
    // @ts-expect-error webhook-ingest has no table
    new AppFunction(stack, 'Surplus', { ...rest, environment: { ...accepting, TABLE_NAME: 'frontdesk' } });
  });
});

describe('reading them', () => {
  it('gives typed values', () => {
    expect(
      readEnv(turnWorkerEnv, { ...answering, FRONTDESK_LOCAL: '1', FRONTDESK_VISIBILITY_SECONDS: '2' }),
    ).toEqual({
      ...answering,
      QUIET_SECONDS: 4,
      FRONTDESK_LOCAL: '1',
      FRONTDESK_VISIBILITY_SECONDS: 2,
    });
  });

  it('leaves out what the function has no use for', () => {
    expect(readEnv(webhookIngestEnv, { ...answering, HOME: '/root' })).toEqual(accepting);
  });

  it('names everything that is wrong and shows nothing of it', () => {
    const attempt = () =>
      readEnv(turnWorkerEnv, {
        ...answering,
        DATABASE_URL: 'hunter2',
        TABLE_NAME: '',
        WORK_QUEUE_URL: undefined,
      });
    expect(attempt).toThrow(BadSetting);
    expect(attempt).toThrow(/^Missing or unusable: DATABASE_URL, TABLE_NAME, WORK_QUEUE_URL\./);
    expect(attempt).not.toThrow('hunter2');
  });

  it.each(['2026-05-01T02:00:00Z', '2026-05-01T02:00:00+02:00', '+PT26H', '-P1DT2H30M', '+P3D'])(
    'takes %s for the clock',
    (clock) => {
      expect(
        readEnv(webhookIngestEnv, { ...accepting, FRONTDESK_LOCAL: '1', FRONTDESK_NOW: clock }).FRONTDESK_NOW,
      ).toBe(clock);
    },
  );

  it.each(['tomorrow', 'PT26H', '+P', '+PT', '2026-05-01'])('does not take %s for the clock', (clock) => {
    expect(() =>
      readEnv(webhookIngestEnv, { ...accepting, FRONTDESK_LOCAL: '1', FRONTDESK_NOW: clock }),
    ).toThrow('FRONTDESK_NOW');
  });

  it('refuses in the cloud what is only for one machine', () => {
    expect(() => readEnv(webhookIngestEnv, { ...accepting, FRONTDESK_NOW: '+PT26H' })).toThrow(
      'FRONTDESK_NOW: only for the local run',
    );
  });

  it('asks for the master secret only where the database is migrated', () => {
    expect(() => readEnv(migrateEnv, answering)).toThrow('DATABASE_ADMIN_SECRET_ARN');
  });

  it.each([
    { QUIET_SECONDS: '16' },
    { FRONTDESK_STAGE: 'local' },
    { CHATWOOT_URL: 'http://chat.example.com' },
  ])('does not deploy with %o', (wrong) => {
    expect(() => readEnv(deployEnv, wrong)).toThrow(Object.keys(wrong)[0]);
  });
});
