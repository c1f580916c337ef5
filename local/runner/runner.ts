import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SqsServer } from '../sqs-server/server.ts';
import { markOf, readAssembly } from './assembly.ts';
import { readMappings, readRoutes, readSchedules, readTriggers } from './declared-events.ts';
import { type FunctionDeclaration, readFunctions, type SkippedFunction } from './declared-functions.ts';
import { EventSource } from './event-source.ts';
import { FunctionPool, type InvocationResult, poolOf } from './function-pool.ts';
import { type Authorize, createHttpApi, type HttpApi } from './http-api.ts';
import { account, physicalResource, type Places, pseudoParameters } from './physical.ts';
import { Resolver } from './resolve.ts';
import { createQueues, createTables } from './resources.ts';
import { Schedules } from './schedules.ts';
import { readSite } from './site.ts';

export interface RunnerDeps {
  /** Folder that `cdk synth` wrote. */
  assembly: string;
  places: Places;
  /** Spoken to as functions do. */
  sqs: SQSClient;
  /** The same queues, for what only their keeper can do. */
  queues: Pick<SqsServer, 'ensureQueue' | 'idle' | 'depth'>;
  dynamodb: DynamoDBClient;
  /** What every function gets that exists on this machine only. */
  environment: Readonly<Record<string, string>>;
  /** Values that replace what the templates say, in functions that have the variable. */
  overrides: Readonly<Record<string, string>>;
  authorize: Authorize;
  now: () => Date;
  retryAfterSeconds: number | undefined;
  /** Processes granted to one function. */
  mostInstances: number;
  /** One line of a function's log. */
  functionLog: (functionName: string, line: string) => void;
  /** Something that only the runner sees: a crash, a timeout, an answer that makes no sense. */
  failed: (functionName: string, what: string) => void;
}

/** What a deployment runs before traffic did not end well. */
export class TriggerFailed extends Error {
  override readonly name = 'TriggerFailed';
  /** What the function failed with. */
  readonly outcome: Exclude<InvocationResult, { kind: 'answered' }>;

  constructor(functionName: string, outcome: TriggerFailed['outcome']) {
    const why = outcome.kind === 'failed' ? `${outcome.errorType}: ${outcome.message}` : outcome.kind;
    super(`${functionName} failed: ${why}`);
    this.outcome = outcome;
  }
}

/** The wiring of a cloud assembly, running. */
export class Runner {
  readonly api: HttpApi;
  readonly schedules: Schedules;
  readonly skipped: readonly SkippedFunction[];
  readonly site: ReturnType<typeof readSite>;
  /** ARN of the secret that holds the shop's settings. */
  readonly settingsSecretArn: string | undefined;
  readonly #deps: RunnerDeps;
  readonly #resolver: Resolver;
  readonly #pools: ReadonlyMap<string, FunctionPool>;
  readonly #sources: readonly EventSource[];

  /** Reads the assembly. Throws, naming function and variable, when a reference has no value here. Starts nothing. */
  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    const stacks = readAssembly(deps.assembly);
    this.#resolver = new Resolver({
      stacks,
      physical: physicalResource(deps.places),
      pseudo: pseudoParameters,
    });
    const { functions, skipped } = readFunctions(this.#resolver);
    this.skipped = skipped;
    this.#pools = new Map(
      functions.map((declaration) => [declaration.physicalName, this.#pool(declaration)]),
    );
    const { authorize, now, failed } = deps;
    this.api = createHttpApi({ routes: readRoutes(this.#resolver), pools: this.#pools, authorize, failed });
    this.schedules = new Schedules({
      schedules: readSchedules(this.#resolver),
      pools: this.#pools,
      now,
      failed,
    });
    this.#sources = readMappings(this.#resolver).map((mapping) => this.#source(mapping));
    this.site = readSite(this.#resolver);
    this.settingsSecretArn = this.#settingsSecret();
  }

  /** Makes queues and tables. */
  async createResources(): Promise<void> {
    const { queues, dynamodb } = this.#deps;
    createQueues({ queues, resolver: this.#resolver });
    await createTables({ dynamodb, resolver: this.#resolver });
  }

  /** Runs what a deployment runs before traffic: the migrations. Throws TriggerFailed when one fails. */
  async runTriggers(): Promise<void> {
    for (const target of readTriggers(this.#resolver)) {
      const pool = poolOf(this.#pools, target);
      const result = await pool.invoke({});
      if (result.kind !== 'answered') throw new TriggerFailed(pool.declaration.name, result);
    }
  }

  /** Loads the code of these functions, so that the first customer does not wait for it. Throws when it cannot be loaded. */
  async warm(names: readonly string[]): Promise<void> {
    const wanted = [...this.#pools.values()].filter(({ declaration }) => names.includes(declaration.name));
    await Promise.all(
      wanted.map(async (pool) => {
        const problem = await pool.warm();
        if (problem?.kind !== 'failed') return;
        throw new Error(`${pool.declaration.name} cannot start: ${problem.errorType}: ${problem.message}`);
      }),
    );
  }

  /** Starts to take jobs and to watch the clock. */
  open(): void {
    for (const source of this.#sources) source.start();
    this.schedules.start();
  }

  /** Waits until no queue that feeds a function holds a job. Answers how many are left when the time is up. */
  async idle(timeoutMs: number): Promise<number> {
    const names = this.#sources.map(({ queueName }) => queueName);
    const signal = AbortSignal.timeout(timeoutMs);
    const quiet = () => this.#deps.queues.idle({ queues: names, signal });
    try {
      await quiet();
      // And once more: a job may have made Chatwoot send a webhook that becomes the next job.
      await delay(150);
      await quiet();
      return 0;
    } catch (error) {
      if (!signal.aborted) throw error;
      return names.reduce((sum, name) => sum + jobsIn(this.#deps.queues.depth(name)), 0);
    }
  }

  /** Takes no more jobs, lets those under way finish for at most `graceMs`, then ends all processes. */
  async stop(graceMs: number): Promise<void> {
    this.schedules.stop();
    await Promise.all(this.#sources.map((source) => source.stop()));
    const until = Date.now() + graceMs;
    while ([...this.#pools.values()].some(({ busy }) => busy > 0) && Date.now() < until) await delay(20);
    await Promise.all(
      this.#sources.map((source) => Promise.race([source.settled(), delay(200, undefined, { ref: false })])),
    );
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()));
  }

  #pool(declaration: FunctionDeclaration): FunctionPool {
    const { environment, overrides, functionLog, mostInstances } = this.#deps;
    const replaced = Object.entries(overrides).filter(([name]) => name in declaration.environment);
    return new FunctionPool({
      declaration: {
        ...declaration,
        environment: { ...declaration.environment, ...Object.fromEntries(replaced) },
      },
      surroundings: { environment, log: functionLog },
      mostInstances,
    });
  }

  #source(mapping: ReturnType<typeof readMappings>[number]): EventSource {
    const { sqs, places, retryAfterSeconds, failed } = this.#deps;
    const queueName = mapping.queueArn.split(':').at(-1) ?? '';
    return new EventSource({
      sqs,
      queueName,
      queueUrl: `${places.sqsUrl}/${account}/${queueName}`,
      mapping,
      pool: poolOf(this.#pools, mapping.target),
      retryAfterSeconds,
      failed,
    });
  }

  #settingsSecret(): string | undefined {
    const found = this.#resolver
      .resources('AWS::SecretsManager::Secret')
      .find(({ resource }) => markOf(resource)?.kind === 'settings');
    return found && String(this.#resolver.resolve(found.stack, { Ref: found.logicalId }));
  }
}

function jobsIn({ visible, inFlight, delayed }: ReturnType<SqsServer['depth']>): number {
  return visible + inFlight + delayed;
}
