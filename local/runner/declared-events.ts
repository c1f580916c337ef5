import { z } from 'zod';
import { markOf } from './assembly.ts';
import { Unresolvable } from './intrinsics.ts';
import { functionName } from './physical.ts';
import { readProperties } from './properties.ts';
import type { Resolver } from './resolve.ts';

/** One route of the HTTP API: `POST /webhooks/chatwoot` to a function. */
export interface RouteDeclaration {
  routeKey: string;
  /** Physical name of the function. */
  target: string;
  /** Whether the caller must show a token of the dashboard. */
  authorized: boolean;
  timeoutMs: number;
}

/** A queue that feeds a function. */
export interface MappingDeclaration {
  queueArn: string;
  target: string;
  batchSize: number;
  reportsFailures: boolean;
  maximumConcurrency: number | undefined;
}

/** Something that runs by the clock. */
export interface ScheduleDeclaration {
  /** What people call it, also in `/local/run/{name}`. */
  name: string;
  logicalId: string;
  target: string;
  /** Milliseconds between runs; undefined for `cron()` and disabled schedules, which run here only on request. */
  everyMs: number | undefined;
  input: string;
  maximumAttempts: number;
}

/** Routes of the HTTP API. Throws if a route does something the runner cannot do. */
export function readRoutes(resolver: Resolver): RouteDeclaration[] {
  const integrations = new Map(
    resolver.resources('AWS::ApiGatewayV2::Integration').map((located) => {
      const { stack, logicalId } = located;
      return [
        String(resolver.resolve(stack, { Ref: logicalId })),
        readProperties(resolver, located, integrationSchema),
      ] as const;
    }),
  );
  return resolver.resources('AWS::ApiGatewayV2::Route').map((located) => {
    const { RouteKey, Target, AuthorizationType } = readProperties(resolver, located, routeSchema);
    const integration = integrations.get(Target.replace('integrations/', ''));
    if (integration === undefined) throw new Unresolvable(`route ${RouteKey}: it leads nowhere`);
    return {
      routeKey: RouteKey,
      target: functionName(integration.IntegrationUri),
      authorized: AuthorizationType === 'JWT',
      timeoutMs: integration.TimeoutInMillis,
    };
  });
}

/** Event-source mappings of queues. */
export function readMappings(resolver: Resolver): MappingDeclaration[] {
  return resolver
    .resources('AWS::Lambda::EventSourceMapping')
    .map((located) => readProperties(resolver, located, mappingSchema))
    .filter((mapping) => mapping.Enabled)
    .map((mapping) => ({
      queueArn: mapping.EventSourceArn,
      target: functionName(mapping.FunctionName),
      batchSize: mapping.BatchSize,
      reportsFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
    }));
}

/** Schedules of EventBridge Scheduler. */
export function readSchedules(resolver: Resolver): ScheduleDeclaration[] {
  return resolver.resources('AWS::Scheduler::Schedule').map((located) => {
    const { State, ScheduleExpression, Target } = readProperties(resolver, located, scheduleSchema);
    return {
      name: markOf(located.resource)?.name ?? located.logicalId,
      logicalId: located.logicalId,
      target: functionName(Target.Arn),
      everyMs: State === 'ENABLED' ? rateInMs(ScheduleExpression) : undefined,
      input: Target.Input,
      maximumAttempts: 1 + (Target.RetryPolicy?.MaximumRetryAttempts ?? 2),
    };
  });
}

/** Functions that a deployment runs once before traffic, in the order of the templates (`Custom::Trigger`). */
export function readTriggers(resolver: Resolver): string[] {
  return resolver
    .resources('Custom::Trigger')
    .map((located) =>
      functionName(readProperties(resolver, located, z.looseObject({ HandlerArn: z.string() })).HandlerArn),
    );
}

/** `rate(5 minutes)` in milliseconds; undefined for other expressions. */
export function rateInMs(expression: string): number | undefined {
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const [, amount, unit] = match ?? [];
  const units = new Map([
    ['minute', 60_000],
    ['hour', 3_600_000],
    ['day', 86_400_000],
  ]);
  const unitMs = units.get(unit ?? '');
  return unitMs === undefined ? undefined : Number(amount) * unitMs;
}

const integrationSchema = z.looseObject({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
});
const routeSchema = z.looseObject({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
});
const mappingSchema = z.looseObject({
  EventSourceArn: z.string().regex(/^arn:[^:]*:sqs:/, 'only queues feed functions here'),
  FunctionName: z.string(),
  BatchSize: z.number().max(10, 'larger batches than 10 are not known here').default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.looseObject({ MaximumConcurrency: z.number().optional() }).optional(),
  MaximumBatchingWindowInSeconds: z.literal(0, 'a batching window is not known here').optional(),
  FilterCriteria: z.undefined('filters are not known here').optional(),
});
const scheduleSchema = z.looseObject({
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.looseObject({
    Arn: z.string(),
    Input: z.string().default('{}'),
    RetryPolicy: z.looseObject({ MaximumRetryAttempts: z.number().optional() }).optional(),
  }),
});
