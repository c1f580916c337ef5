import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import type { EnvironmentOf } from '../../config/env.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { PublicApi } from '../constructs/public-api.ts';
import { RegularRun } from '../constructs/regular-run.ts';
import { type FunctionEnv, type FunctionName, functions } from '../functions.ts';
import { grantItems, grantQueryDue, grantReadValue } from '../grants.ts';
import type { StageConfig } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { NetworkStack } from './network-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly config: StageConfig;
  readonly network: NetworkStack;
  readonly data: DataStack;
  /** The bundled code of each function. */
  readonly code: (name: FunctionName) => Code;
}

/** What runs: functions, what starts them, and exactly what each may touch. Holds nothing; may be thrown away. */
export class ServiceStack extends Stack {
  readonly api: PublicApi;
  readonly functions: readonly AppFunction[];
  readonly dashboardApi: AppFunction;
  readonly #props: ServiceStackProps;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    this.#props = props;
    this.api = new PublicApi(this, 'PublicApi', { logRetention: this.logRetention() });
    this.dashboardApi = this.addDashboardApi();
    const serving = [
      this.webhookIngest(),
      this.shopIngest(),
      this.turnWorker(),
      this.backgroundWorker(),
      this.outboundWorker(),
      this.dashboardApi,
      this.stockCheck(),
      this.embedCatalog(),
      this.reconcile(),
      this.retention(),
    ];
    this.functions = [...serving, this.migrate(serving)];
  }

  private webhookIngest(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('WebhookIngest', 'webhook-ingest', {
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      TURNS_QUEUE_URL: data.turns.queue.queueUrl,
    });
    grantReadValue(data.settings, fn);
    data.turns.grantSend(fn);
    this.api.route({
      method: HttpMethod.POST,
      path: '/webhooks/chatwoot',
      target: fn,
      openBecause: 'Chatwoot signs what it sends; the function checks the signature before anything else.',
    });
    return fn;
  }

  private shopIngest(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('ShopIngest', 'shop-ingest', {
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
    });
    grantReadValue(data.settings, fn);
    data.work.grantSend(fn);
    this.api.route({
      method: HttpMethod.POST,
      path: '/webhooks/shop/generic',
      target: fn,
      openBecause:
        'Shop systems sign what they send; the function checks the signature before anything else.',
    });
    return fn;
  }

  private turnWorker(): AppFunction {
    const { data, config } = this.#props;
    const fn = this.add('TurnWorker', 'turn-worker', {
      QUIET_SECONDS: String(config.quietSeconds),
      DEAD_LETTERS_URL: data.turns.deadLetters.queueUrl,
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      TURNS_QUEUE_URL: data.turns.queue.queueUrl,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    grantReadValue(data.settings, fn);
    fn.takesJobsFrom(data.turns, { maxConcurrency: config.turnConcurrency, batchSize: 10 });
    data.work.grantSend(fn);
    grantItems(data.table, fn, [
      'BatchGetItem',
      'BatchWriteItem',
      'GetItem',
      'PutItem',
      'Query',
      'UpdateItem',
    ]);
    data.database.grantConnect(fn, databaseUser);
    return fn;
  }

  private backgroundWorker(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('BackgroundWorker', 'background-worker', {
      DEAD_LETTERS_URL: data.work.deadLetters.queueUrl,
      OUTBOUND_QUEUE_URL: data.outbound.queue.queueUrl,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    fn.takesJobsFrom(data.work, { maxConcurrency: 2 });
    data.outbound.grantSend(fn);
    grantItems(data.table, fn, ['GetItem', 'PutItem']);
    data.database.grantConnect(fn, databaseUser);
    return fn;
  }

  private outboundWorker(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('OutboundWorker', 'outbound-worker', {
      DEAD_LETTERS_URL: data.outbound.deadLetters.queueUrl,
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      OUTBOUND_QUEUE_URL: data.outbound.queue.queueUrl,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    grantReadValue(data.settings, fn);
    // What we write first may wait: nobody's answer must.
    fn.takesJobsFrom(data.outbound, { maxConcurrency: 2 });
    data.work.grantSend(fn);
    grantItems(data.table, fn, ['GetItem', 'PutItem']);
    data.database.grantConnect(fn, databaseUser);
    return fn;
  }

  private embedCatalog(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('EmbedCatalog', 'embed-catalog', {
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    grantReadValue(data.settings, fn);
    grantItems(data.table, fn, ['UpdateItem']);
    data.database.grantConnect(fn, databaseUser);
    this.runEvery(Duration.minutes(10), 'embed-catalog', fn);
    return fn;
  }

  /** Its routes below `/api` come with the sign-in (WebStack): who may pass depends on where the dashboard is. */
  private addDashboardApi(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('DashboardApi', 'dashboard-api', {
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      TURNS_DEAD_LETTERS_URL: data.turns.deadLetters.queueUrl,
      WORK_DEAD_LETTERS_URL: data.work.deadLetters.queueUrl,
      OUTBOUND_DEAD_LETTERS_URL: data.outbound.deadLetters.queueUrl,
      OUTBOUND_QUEUE_URL: data.outbound.queue.queueUrl,
      TURNS_QUEUE_URL: data.turns.queue.queueUrl,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    grantReadValue(data.settings, fn);
    data.turns.grantMeasure(fn);
    for (const queue of [data.turns, data.work, data.outbound]) queue.grantRedrive(fn);
    for (const queue of [data.turns, data.work, data.outbound]) queue.grantSend(fn);
    grantItems(data.table, fn, ['DeleteItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem']);
    data.database.grantConnect(fn, databaseUser);
    this.api.route({
      method: HttpMethod.GET,
      path: '/health',
      target: fn,
      openBecause: 'Anybody may ask whether the service is up; the answer holds no data.',
      // Every request asks all parts, Chatwoot and the database too: a flood of them must not become theirs.
      throttle: { rateLimit: 5, burstLimit: 10 },
    });
    this.api.route({
      method: HttpMethod.GET,
      path: '/api/openapi.json',
      target: fn,
      openBecause: 'What the API can do is no secret; what is in it asks for a token.',
      throttle: { rateLimit: 5, burstLimit: 10 },
    });
    return fn;
  }

  private stockCheck(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('StockCheck', 'stock-check', {
      OUTBOUND_QUEUE_URL: data.outbound.queue.queueUrl,
      ...this.database(),
    });
    data.outbound.grantSend(fn);
    data.database.grantConnect(fn, databaseUser);
    this.runEvery(Duration.hours(1), 'stock-check', fn);
    return fn;
  }

  private reconcile(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('Reconcile', 'reconcile', {
      SETTINGS_SECRET_ARN: data.settings.secretArn,
      OUTBOUND_QUEUE_URL: data.outbound.queue.queueUrl,
      TURNS_QUEUE_URL: data.turns.queue.queueUrl,
      WORK_QUEUE_URL: data.work.queue.queueUrl,
      TABLE_NAME: data.table.tableName,
      ...this.database(),
    });
    grantReadValue(data.settings, fn);
    for (const queue of [data.turns, data.work, data.outbound]) queue.grantSend(fn);
    grantItems(data.table, fn, ['GetItem', 'PutItem']);
    grantQueryDue(data.table, fn);
    data.database.grantConnect(fn, databaseUser);
    this.runEvery(Duration.minutes(5), 'reconcile', fn);
    return fn;
  }

  private retention(): AppFunction {
    const { data } = this.#props;
    const fn = this.add('Retention', 'retention', this.database());
    data.database.grantConnect(fn, databaseUser);
    this.runEvery(Duration.days(1), 'retention', fn);
    return fn;
  }

  /** Runs while deploying: after the database, before any other function gets its new code. */
  private migrate(before: readonly AppFunction[]): AppFunction {
    const { data } = this.#props;
    const admin = data.database.secret;
    if (!admin) throw new Error('The database has no master secret');
    const fn = this.add('Migrate', 'migrate', {
      DATABASE_ADMIN_SECRET_ARN: admin.secretArn,
      ...this.database(),
    });
    grantReadValue(admin, fn);
    new Trigger(this, 'MigrateNow', {
      handler: fn.lambda,
      timeout: Duration.seconds(functions.migrate.timeoutSeconds),
      executeBefore: [...before],
    });
    return fn;
  }

  private runEvery(every: Duration, name: FunctionName, target: AppFunction): void {
    new RegularRun(target, 'Run', { name, target, every, deadLetters: this.#props.data.missedRuns });
  }

  private add<N extends FunctionName>(
    id: string,
    name: N,
    environment: EnvironmentOf<FunctionEnv<N>>,
  ): AppFunction<N> {
    const { code, network, config } = this.#props;
    return new AppFunction(this, id, {
      name,
      stage: config.stage,
      environment,
      code: code(name),
      network: network.functions,
      logRetention: this.logRetention(),
    });
  }

  /** The address carries the user and no password: IAM gives that out, for fifteen minutes at a time. */
  private database() {
    const { data, config } = this.#props;
    const { dbInstanceEndpointAddress: address, dbInstanceEndpointPort: port } = data.database;
    return {
      DATABASE_URL: `postgres://${databaseUser}@${address}:${port}/frontdesk`,
      DATABASE_AUTH: config.databaseAuth,
    };
  }

  private logRetention(): RetentionDays {
    return retention[this.#props.config.logRetentionDays];
  }
}

/** The role of Postgres that functions work as. migrate signs in as the master user, creates it and lets it in by IAM. */
const databaseUser = 'frontdesk';

const retention = {
  7: RetentionDays.ONE_WEEK,
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
} as const;
