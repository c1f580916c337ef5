import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outboundReceives, turnReceives, workReceives } from '../../lib/queue/jobs.ts';
import { functions } from '../../lib/infra/functions.ts';
import { anApp, marked, type Resource, resourcesOf } from './synthesised.ts';

const { stacks } = anApp('dev');
const alarms = resourcesOf(stacks.observability, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);

/** Whether an alarm watches this metric of this resource, named through the other stack's export. */
function watches(alarm: Resource, metric: string, logicalId: string): boolean {
  const { MetricName, Dimensions } = alarm.Properties;
  return MetricName === metric && JSON.stringify(Dimensions).includes(logicalId);
}

describe('queues', () => {
  const queues = resourcesOf(stacks.data, 'AWS::SQS::Queue');
  const deadLetters = queues.filter(([, { Metadata }]) => Metadata?.['frontdesk']?.kind === 'dead-letters');
  const jobs = queues.filter(([, { Metadata }]) => Metadata?.['frontdesk']?.kind === 'queue');

  it('are all in the data stack, and each is one or the other', () => {
    for (const stack of [stacks.network, stacks.service, stacks.web, stacks.observability]) {
      expect(resourcesOf(stack, 'AWS::SQS::Queue')).toEqual([]);
    }
    expect(deadLetters.length + jobs.length).toBe(queues.length);
    expect(jobs.map(([, { Metadata }]) => Metadata?.['frontdesk'].name).sort()).toEqual([
      'outbound.fifo',
      'turns.fifo',
      'work.fifo',
    ]);
  });

  it('sets a turn aside after as many attempts as its worker counts, and a record after many more', () => {
    const attempts = (name: string) =>
      marked(stacks.data, 'queue', name)[1].Properties['RedrivePolicy'].maxReceiveCount;
    expect(attempts('turns.fifo')).toBe(turnReceives);
    expect(attempts('work.fifo')).toBe(workReceives);
    expect(attempts('outbound.fifo')).toBe(outboundReceives);
  });

  it.each(jobs)('%s keeps a job longer than all its attempts can take', (_, { Properties }) => {
    const { RedrivePolicy, VisibilityTimeout, MessageRetentionPeriod } = Properties;
    expect(MessageRetentionPeriod).toBeGreaterThan(RedrivePolicy.maxReceiveCount * VisibilityTimeout);
  });

  it.each(jobs)(
    '%s sets a failed job aside in a FIFO queue that keeps it for 14 days',
    (_, { Properties }) => {
      const target = Properties['RedrivePolicy'].deadLetterTargetArn['Fn::GetAtt'][0];
      const [, letters] = deadLetters.find(([id]) => id === target)!;
      expect(letters.Properties).toMatchObject({ FifoQueue: true, MessageRetentionPeriod: 14 * 86_400 });
    },
  );

  it.each(jobs)(
    '%s keeps the order per conversation only, so that conversations do not wait for each other',
    (_, { Properties }) => {
      expect(Properties).toMatchObject({
        FifoQueue: true,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
    },
  );

  it.each(deadLetters)('%s rings when anything lies in it', (id) => {
    const alarm = alarms.find((one) => watches(one, 'ApproximateNumberOfMessagesVisible', id));
    expect(alarm?.Properties).toMatchObject({ Threshold: 1, Statistic: 'Maximum' });
  });

  it('rings when customers wait for turns', () => {
    const [turns] = marked(stacks.data, 'queue', 'turns.fifo');
    expect(alarms.some((alarm) => watches(alarm, 'ApproximateAgeOfOldestMessage', turns))).toBe(true);
  });

  it('hides a job six times as long as its worker may take', () => {
    const hidden = (name: string) => marked(stacks.data, 'queue', name)[1].Properties['VisibilityTimeout'];
    expect(hidden('turns.fifo')).toBe(6 * functions['turn-worker'].timeoutSeconds);
    expect(hidden('work.fifo')).toBe(6 * functions['background-worker'].timeoutSeconds);
  });
});

describe('functions', () => {
  it.each(Object.keys(functions))('%s rings when it fails and when it is refused', (name) => {
    const [id] = marked(stacks.service, 'function', name);
    expect(alarms.some((alarm) => watches(alarm, 'Errors', id))).toBe(true);
    expect(alarms.some((alarm) => watches(alarm, 'Throttles', id))).toBe(true);
  });

  it('are all marked, except those that CDK brings along', () => {
    const ours = resourcesOf(stacks.service, 'AWS::Lambda::Function').filter(
      ([id]) => !id.startsWith('AWSCDK'),
    );
    expect(ours.map(([, { Metadata }]) => Metadata?.['frontdesk']?.name).sort()).toEqual(
      Object.keys(functions).sort(),
    );
  });
});

describe('what our own metrics say', () => {
  const written = new Set(
    resourcesOf(stacks.service, 'AWS::Lambda::Function').map(
      ([, { Metadata }]) => Metadata?.['frontdesk']?.name,
    ),
  );
  const ours = alarms.flatMap(({ Properties }) => {
    const queries: any[] = Properties['Metrics']?.flatMap(
      ({ MetricStat }: any) => MetricStat?.Metric ?? [],
    ) ?? [Properties];
    return queries.filter(({ Namespace }) => Namespace === 'Frontdesk/dev');
  });

  it('is watched by service, and every service is a function of ours', () => {
    expect(ours.length).toBeGreaterThan(10);
    for (const { Dimensions } of ours) {
      expect(Dimensions).toEqual([{ Name: 'service', Value: expect.any(String) }]);
      expect(written).toContain(Dimensions[0].Value);
    }
  });

  it('counts what was not written as nothing, so that one silent metric silences no alarm', () => {
    const figures = alarms.filter(({ Properties }) => Properties['Metrics'] !== undefined);
    expect(figures).toHaveLength(7);
    for (const { Properties } of figures) {
      const expression: string = Properties['Metrics'].find((one: any) => one.Expression).Expression;
      const names = Properties['Metrics'].filter((one: any) => one.MetricStat).map((one: any) => one.Id);
      for (const name of names) {
        expect(expression.replaceAll(`FILL(${name}, 0)`, '')).not.toMatch(new RegExp(`\\b${name}\\b`));
        expect(expression).toContain(`FILL(${name}, 0)`);
      }
    }
  });

  it('is a setting where it is money', () => {
    const threshold = (stage: 'dev' | 'prod') =>
      resourcesOf(anApp(stage).stacks.observability, 'AWS::CloudWatch::Alarm').find(([id]) =>
        id.startsWith('SpendPerHour'),
      )?.[1].Properties['Threshold'];
    expect([threshold('dev'), threshold('prod')]).toEqual([2, 20]);
  });
});

describe('whoever is woken', () => {
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  const articles = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  const pager = resourcesOf(stacks.observability, 'AWS::CloudWatch::CompositeAlarm');
  const described = [...alarms, ...pager.map(([, alarm]) => alarm)].map(({ Properties }) =>
    String(Properties['AlarmDescription']),
  );

  it.each(described)('reads the impact and finds the article: %s', (description) => {
    const [, impact, article] =
      /^(.{20,}[.]) What to do: docs\/runbook\.md#([a-z-]+)$/.exec(description) ?? [];
    expect(impact).toBeDefined();
    expect(articles).toContain(article);
  });

  const nameOf = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
  const all = resourcesOf(stacks.observability, 'AWS::CloudWatch::Alarm');
  const rule = JSON.stringify(pager.map(([, { Properties }]) => Properties['AlarmRule']));
  const paging = all.filter(([id]) => rule.includes(`"${id}"`));
  const informing = all.filter(([id]) => !rule.includes(`"${id}"`));
  const topic = (name: string) => {
    const topics = resourcesOf(stacks.observability, 'AWS::SNS::Topic').map(([id]) => id);
    return { Ref: topics.find((id) => nameOf(id) === name) };
  };

  it('is paged once for an incident, whatever it sets off, and by nothing that may wait', () => {
    expect(pager).toHaveLength(1);
    expect(paging.map(([id]) => nameOf(id)).sort()).toEqual([
      'AcceptErrors',
      'ChatwootOutage',
      'DatabaseConnections',
      'DatabaseCpu',
      'DatabaseStorage',
      'NatInstanceDown',
      'TurnWorkerErrors',
      'TurnWorkerThrottles',
      'TurnsTooOld',
      'WebhookIngestErrors',
      'WebhookIngestThrottles',
      'WorkTooOld',
    ]);
    // The limits of a composite alarm: 100 alarms and 10,240 characters, each name about 60 once it is generated.
    expect(paging.length).toBeLessThan(100);
    expect(rule.length + 60 * paging.length).toBeLessThan(10_240);
    for (const [, { Properties }] of paging) expect(Properties).not.toHaveProperty('AlarmActions');
  });

  it('is told of everything else by itself, so that a dead letter of last week hides nothing', () => {
    expect(informing.map(([id]) => nameOf(id))).toEqual(
      expect.arrayContaining([
        'ApiServerErrors',
        'TurnsDeadLetters',
        'OutboundDeadLetters',
        'WorkDeadLetters',
        'MissedRuns',
        'LongWorkFails',
        'ShopEventsUnsigned',
        'ShopEventsFail',
        'WebhooksLost',
        'LeftUnheard',
        'ReconcileBehind',
        'StoppedForLong',
      ]),
    );
    for (const [, { Properties }] of informing) {
      expect(Properties['AlarmActions']).toEqual([topic('NoticesTopic')]);
      expect(Properties['OKActions']).toEqual([topic('NoticesTopic')]);
    }
  });

  it('is reached: when it begins and when it is over, and both topics let alarms publish', () => {
    for (const [, { Properties }] of pager) {
      expect(Properties['AlarmActions']).toEqual([topic('PagerTopic')]);
      expect(Properties['OKActions']).toEqual([topic('PagerTopic')]);
    }
    const policies = resourcesOf(stacks.observability, 'AWS::SNS::TopicPolicy');
    expect(policies.map(([, { Properties }]) => Properties['Topics'])).toEqual([
      [topic('PagerTopic')],
      [topic('NoticesTopic')],
    ]);
    for (const [, { Properties }] of policies) {
      expect(Properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: Properties['Topics'][0],
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      );
    }
  });

  it('is mailed where the stage names an address', () => {
    const { stacks: mailed } = anApp('dev', { pagerEmail: 'pager@example.com' });
    const subscriptions = resourcesOf(mailed.observability, 'AWS::SNS::Subscription');
    expect(subscriptions).toHaveLength(2);
    for (const [, { Properties }] of subscriptions)
      expect(Properties).toMatchObject({ Protocol: 'email', Endpoint: 'pager@example.com' });
    expect(resourcesOf(stacks.observability, 'AWS::SNS::Subscription')).toEqual([]);
  });
});
