import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute,
  CfnStage,
  HttpApi,
  type HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { AppFunction } from './app-function.ts';

export interface PublicApiProps {
  readonly logRetention: RetentionDays;
}

export interface Route {
  readonly method: HttpMethod;
  readonly path: string;
  readonly target: AppFunction;
  /** Who checks the caller, since the gateway lets everybody through. */
  readonly openBecause: string;
  /**
   * For a route whose every request costs more than it is worth to whoever floods it.
   * @default what the whole API may take
   */
  readonly throttle?: Required<ThrottleSettings>;
}

/** The HTTP API. Promise: what is not routed is a 404, and the log knows routes and times but no address and no path. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly #stage: HttpStage;

  constructor(scope: Construct, id: string, { logRetention }: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'Frontdesk: webhooks, health, the API',
      createDefaultStage: false,
    });
    const log = new LogGroup(this, 'AccessLog', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // One Chatwoot at ten times its peak stays below. Above it are 429s, which Chatwoot repeats for agent bots only;
      // an account webhook that was refused is lost, and the next event of its conversation makes up for it.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(logLine),
      },
    });
  }

  route({ method, path, target, openBecause, throttle }: Route): void {
    const integration = new HttpLambdaIntegration(`${target.node.id}Integration`, target.lambda);
    for (const route of this.api.addRoutes({ path, methods: [method], integration })) {
      acknowledge(route, { 'AwsSolutions-APIG4': openBecause });
      if (throttle) this.#throttle(`${method} ${path}`, route.node.defaultChild, throttle);
    }
  }

  /** CDK's stage knows one limit for all routes; CloudFormation knows one for each, once the route exists. */
  #throttle(
    key: string,
    route: IConstruct | undefined,
    { rateLimit, burstLimit }: Required<ThrottleSettings>,
  ): void {
    const stage = this.#stage.node.defaultChild;
    if (!(stage instanceof CfnStage) || !(route instanceof CfnRoute))
      throw new Error(`${key}: no route to throttle`);
    stage.addResourceDependency(route);
    stage.addPropertyOverride(`RouteSettings.${key.replaceAll('.', '\\.')}`, {
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    });
  }
}

const logLine = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  integrationMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
});
