import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { anApp, type Resource, resourcesOf } from './synthesised.ts';

const { stacks } = anApp('dev');

describe('templates', () => {
  // A change of a template is a change of somebody's account: it shall be seen in review, whatever the rules above say.
  it.each(Object.entries(stacks))('%s is what it was', (_, stack) => {
    const text = JSON.stringify(Template.fromStack(stack).toJSON(), null, 2).replaceAll(
      /[0-9a-f]{64}/g,
      '<asset>',
    );
    expect(text.replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<version>')).toMatchSnapshot();
  });

  it('know no account: whoever deploys needs none before', () => {
    for (const stack of Object.values(stacks)) {
      expect(stack.environment).toBe('aws://unknown-account/unknown-region');
    }
  });
});

describe('two stages in one account and region', () => {
  /** Names within their owner (a policy in its role, an index in its table, a group in its user pool), of metrics, and references to others. */
  const notOfTheAccount =
    /^(PolicyName|DBName|MasterUsername|IndexName|StageName|MetricName|AttributeName|ServiceName|DomainName|HeaderName|GroupName)$/;
  type Named = [string, string];

  /** What a template itself names: literal or put together, and not a reference to a generated name. */
  function namesIn(value: unknown, place: string): Named[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]): Named[] => {
      const isName = /(^n|N)ame$/.test(key) && !notOfTheAccount.test(key);
      const isGiven = typeof inner === 'string' || Object.hasOwn(Object(inner), 'Fn::Join');
      return isName && isGiven
        ? [[`${place}.${key}`, JSON.stringify(inner)]]
        : namesIn(inner, `${place}.${key}`);
    });
  }

  const names = (stage: 'dev' | 'prod') =>
    Object.values(anApp(stage).stacks).flatMap((stack) => {
      const { Outputs } = Template.fromStack(stack).toJSON();
      const given = resourcesOf(stack)
        .filter(([, { Type }]) => !Type.startsWith('Custom::'))
        .flatMap(([id, { Type, Properties = {} }]) => {
          // Dimensions of a metric, tags and ways back into an account name something else than the resource.
          const {
            Metrics: ____,
            Dimensions: _,
            Tags: __,
            AccountRecoverySetting: ___,
            ...own
          } = Properties as Record<string, unknown>;
          return namesIn(own, `${Type} ${id}`);
        });
      const exported = Object.entries(Outputs ?? {}).flatMap(([id, output]) =>
        namesIn((output as { Export?: unknown }).Export, `export ${id}`),
      );
      return [...given, ...exported];
    });

  it('give no two things the same name', () => {
    const dev = names('dev');
    const taken = new Set(names('prod').map(([, name]) => name));
    expect(dev.filter(([, name]) => taken.has(name))).toEqual([]);
    // Not for want of names: the settings, the pagers, the page function, CloudFront's policies, the API and the exports.
    expect(dev.filter(([place]) => !place.startsWith('export')).length).toBeGreaterThanOrEqual(7);
    expect(dev.some(([place]) => place.startsWith('export'))).toBe(true);
  });
});

describe('the order of a deployment', () => {
  const all = resourcesOf(stacks.service);
  const trigger = all.find(([, { Type }]) => Type === 'Custom::Trigger')!;

  it('migrates before any other function gets new code, and before anything calls it', () => {
    const later = all.filter(
      ([id, { Type }]) =>
        /Lambda::Function|EventSourceMapping|Schedule$/.test(Type) && !/^(Migrate|AWSCDK)/.test(id),
    );
    expect(later.length).toBeGreaterThanOrEqual(10);
    for (const [id, { DependsOn = [] }] of later)
      expect([id, DependsOn]).toEqual([id, expect.arrayContaining([trigger[0]])]);
  });

  it('runs migrate again whenever its code or its migrations change', () => {
    expect(trigger[1].Properties['HandlerArn'].Ref).toMatch(/^MigrateFunctionCurrentVersion/);
  });
});

describe('what starts functions', () => {
  it('is five routes, three queues and four schedules', () => {
    const started = (type: string, property: string) =>
      [...resourcesOf(stacks.service, type), ...resourcesOf(stacks.web, type)].map(
        ([, { Properties }]) => Properties[property],
      );
    expect(started('AWS::ApiGatewayV2::Route', 'RouteKey').sort()).toEqual([
      'ANY /api/{proxy+}',
      'GET /api/openapi.json',
      'GET /health',
      'POST /webhooks/chatwoot',
      'POST /webhooks/shop/generic',
    ]);
    expect(started('AWS::Scheduler::Schedule', 'ScheduleExpression').sort()).toEqual([
      'rate(1 day)',
      'rate(1 hour)',
      'rate(10 minutes)',
      'rate(5 minutes)',
    ]);
    expect(resourcesOf(stacks.service, 'AWS::Lambda::EventSourceMapping')).toHaveLength(3);
  });

  it('tells where webhooks go: to the API itself, and never through the CDN', () => {
    const { Outputs } = Template.fromStack(stacks.web).toJSON();
    const told = (name: string) => JSON.stringify(Outputs?.[name]?.Value);
    expect(told('WebhookAddress')).toMatch(/ApiEndpoint.*\/webhooks\/chatwoot"/);
    expect(told('ShopWebhookAddress')).toMatch(/ApiEndpoint.*\/webhooks\/shop\/generic"/);
    const [[, { Properties }]] = resourcesOf(stacks.web, 'AWS::CloudFront::Distribution') as [
      [string, Resource],
    ];
    expect(JSON.stringify(Properties['DistributionConfig'].CacheBehaviors)).not.toContain('/webhooks');
  });

  it('lets a flood on the health page reach neither database nor Chatwoot', () => {
    const [[, stage]] = resourcesOf(stacks.service, 'AWS::ApiGatewayV2::Stage') as [[string, Resource]];
    const health = resourcesOf(stacks.service, 'AWS::ApiGatewayV2::Route').find(
      ([, { Properties }]) => Properties['RouteKey'] === 'GET /health',
    );
    expect(stage.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      RouteSettings: {
        'GET /health': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
        'GET /api/openapi.json': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
      },
    });
    // API Gateway refuses settings of a route it does not know yet.
    expect(stage.DependsOn).toContain(health?.[0]);
  });

  it('gives turns in batches, other jobs one by one, and only what failed comes back', () => {
    const mappings = resourcesOf(stacks.service, 'AWS::Lambda::EventSourceMapping');
    const sizes = mappings.map(([, { Properties }]) => Properties['BatchSize']);
    expect(sizes.sort()).toEqual([1, 1, 10]);
    for (const [, { Properties }] of mappings) {
      expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
  });

  it('tells a regular run which moment it is for, tries three times more and keeps what never ran', () => {
    for (const [, { Properties }] of resourcesOf(stacks.service, 'AWS::Scheduler::Schedule')) {
      expect(Properties['Target']).toMatchObject({
        Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: expect.anything() },
      });
    }
  });

  it('accepts webhooks outside the network, which starts faster and needs no NAT', () => {
    const outside = resourcesOf(stacks.service, 'AWS::Lambda::Function')
      .filter(([, { Properties, Metadata }]) => Metadata?.['frontdesk'] && !Properties['VpcConfig'])
      .map(([, { Metadata }]) => Metadata!['frontdesk'].name);
    expect(outside.sort()).toEqual(['shop-ingest', 'webhook-ingest']);
  });
});
