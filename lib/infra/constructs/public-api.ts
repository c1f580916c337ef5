import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, type HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
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
}

/** The HTTP API. Promise: what is not routed is a 404, and the log knows routes and times but no address and no path. */
export class PublicApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { logRetention }: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Frontdesk: webhooks, health',
      createDefaultStage: false,
    });
    const log = new LogGroup(this, 'AccessLog', {
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // One Chatwoot at ten times its peak stays below; above it, Chatwoot repeats what was refused with 429.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(logLine),
      },
    });
  }

  route({ method, path, target, openBecause }: Route): void {
    const integration = new HttpLambdaIntegration(`${target.node.id}Integration`, target.lambda);
    for (const route of this.api.addRoutes({ path, methods: [method], integration })) {
      acknowledge(route, { 'AwsSolutions-APIG4': openBecause });
    }
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
