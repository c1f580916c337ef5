import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  type ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { plain } from '../cdk-interfaces.ts';
import { securityHeaders } from '../constructs/security-headers.ts';
import { SignIn, signInAddress } from '../constructs/sign-in.ts';
import { deploySite } from '../constructs/site-deployment.ts';
import type { StageConfig } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { ServiceStack } from './service-stack.ts';

export interface WebStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly service: ServiceStack;
  /** The folder of the dashboard. */
  readonly site: string;
}

/** The dashboard's site, one address for it and the API, so that the browser never crosses origins, and who may sign in. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, service, site, ...props }: WebStackProps) {
    super(scope, id, props);
    const { api } = service.api;
    const logs = this.createLogBucket();
    const bucket = this.createSiteBucket(logs);
    const isLocal = config.stage === 'local';
    const headers = securityHeaders(this, 'SecurityHeaders', {
      frameAncestor: config.chatwootOrigin,
      signInAddress: isLocal ? null : signInAddress(config.stage),
    });
    const distribution = this.createDistribution({ config, bucket, logs, headers, api });
    const address = `https://${distribution.distributionDomainName}`;
    const signIn = new SignIn(this, 'SignIn', {
      stage: config.stage,
      pool: data.team.pool,
      api,
      address,
    });
    deploySite(this, {
      bucket,
      distribution,
      folder: site,
      config: {
        stage: config.stage,
        apiBase: '',
        sandbox: isLocal,
        ...(!isLocal && {
          signIn: {
            issuer: data.team.pool.userPoolProviderUrl,
            address: signInAddress(config.stage),
            clientId: signIn.client.userPoolClientId,
          },
        }),
      },
    });
    this.routeApi(service, signIn);
    new CfnOutput(this, 'Address', { value: address });
    new CfnOutput(this, 'SignInAddress', { value: signInAddress(config.stage) });
    new CfnOutput(this, 'UserPoolId', { value: data.team.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: signIn.client.userPoolClientId });
    // The API's own address and not the site's: between a webhook and the queue stands nothing that need not.
    new CfnOutput(this, 'WebhookAddress', { value: `${api.apiEndpoint}/webhooks/chatwoot` });
    new CfnOutput(this, 'ShopWebhookAddress', { value: `${api.apiEndpoint}/webhooks/shop/generic` });
  }

  /** Here and not beside the function: the client of the sign-in needs the address of the site, and the route the client. */
  private routeApi({ api: { api }, dashboardApi }: ServiceStack, { authorizer }: SignIn): void {
    new HttpRoute(this, 'Api', {
      httpApi: api,
      routeKey: HttpRouteKey.with('/api/{proxy+}', HttpMethod.ANY),
      integration: new HttpLambdaIntegration('DashboardApi', dashboardApi.lambda),
      authorizer,
    });
  }

  private createLogBucket(): IBucket {
    const bucket = new Bucket(this, 'Logs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront writes its standard logs by access control list.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(90) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(bucket, { 'AwsSolutions-S1': 'It is where access logs go; logging itself would never end.' });
    return plain(bucket);
  }

  private createSiteBucket(logs: IBucket): IBucket {
    const bucket = new Bucket(this, 'Site', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'site/',
      // Every file in it comes from the repository; the bucket may go with the stack.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return plain(bucket);
  }

  private createDistribution({ config, bucket, logs, headers, api }: DistributionParts): Distribution {
    const toApi: BehaviorOptions = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    const distribution = new Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      logBucket: logs,
      logFilePrefix: 'distribution/',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        functionAssociations: [
          { eventType: FunctionEventType.VIEWER_REQUEST, function: this.pageFallback(config) },
        ],
      },
      additionalBehaviors: { '/api': toApi, '/api/*': toApi, '/health': toApi },
    });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'The dashboard is for the shop, wherever its people are.',
      'AwsSolutions-CFR2': 'A static site and an API that is throttled and checks every caller itself.',
      'AwsSolutions-CFR4':
        "CloudFront's own certificate fixes the minimum; a domain of the shop brings TLS 1.2.",
    });
    return distribution;
  }

  /** Pages of the dashboard are one file. Not by custom error responses: they would turn an API's 404 into a page. */
  private pageFallback({ stage }: StageConfig): EdgeFunction {
    return new EdgeFunction(this, 'PageFallback', {
      // CloudFront has one list of functions per account, whatever the stage and the region.
      functionName: `frontdesk-${stage}-${this.region}-page-fallback`,
      comment: 'A path without a file name is a page of the dashboard',
      code: FunctionCode.fromInline(`function handler(event) {
  var request = event.request;
  if (request.uri.split('/').pop().indexOf('.') === -1) request.uri = '/index.html';
  return request;
}`),
    });
  }
}

interface DistributionParts {
  readonly config: StageConfig;
  readonly bucket: IBucket;
  readonly logs: IBucket;
  readonly headers: ResponseHeadersPolicy;
  readonly api: HttpApi;
}
