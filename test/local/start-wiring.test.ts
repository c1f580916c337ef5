import { existsSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { Runner } from '../../local/runner/runner.ts';
import { preparedAssembly } from '../support/system-process.ts';

const nothing = () => undefined;

function reading(assembly: string): Runner {
  return new Runner({
    assembly,
    places: {
      sqsUrl: 'http://127.0.0.1:1',
      database: { host: '127.0.0.1', port: 2 },
      siteUrl: 'http://127.0.0.1:3',
    },
    sqs: new SQSClient({ region: 'us-east-1' }),
    dynamodb: new DynamoDBClient({ region: 'us-east-1' }),
    queues: {
      ensureQueue: () => ({ url: '', arn: '' }),
      idle: () => Promise.resolve(),
      depth: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
    },
    environment: {},
    overrides: {},
    authorize: nothing,
    now: () => new Date(),
    retryAfterSeconds: undefined,
    mostInstances: 1,
    functionLog: nothing,
    failed: nothing,
  });
}

describe('the wiring that is deployed', () => {
  it('runs on this machine: every function finds its settings, every route and schedule its function', async () => {
    const runner = reading(await preparedAssembly());
    expect(runner.api.owns('/webhooks/chatwoot')).toBe(true);
    expect(runner.api.owns('/health')).toBe(true);
    expect(runner.schedules.names).toEqual(expect.arrayContaining(['stock-check', 'reconcile', 'retention']));
    expect(runner.schedules.onlyOnRequest).toEqual([]);
    expect(runner.settingsSecretArn).toContain('frontdesk');
    expect(existsSync(path.join(runner.site.directory ?? '', 'index.html'))).toBe(true);
    expect(runner.site.headers['content-security-policy']).toContain("default-src 'self'");
    expect(new Set(runner.skipped.map(({ why }) => why))).toEqual(
      new Set(['they serve custom resources of CloudFormation']),
    );
  });

  it('is synthesised only when the code has changed', async () => {
    const first = await preparedAssembly();
    const started = performance.now();
    expect(await preparedAssembly()).toBe(first);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
