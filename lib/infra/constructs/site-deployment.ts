import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { acknowledgeBelow } from '../acknowledge.ts';
import { mark } from '../marks.ts';

export interface SiteDeploymentProps {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  /** The folder with the pages. */
  readonly folder: string;
  /** What the pages read at `/config.json`. */
  readonly config: SiteConfig;
}

/** What a page must know about where it is. */
interface SiteConfig {
  readonly stage: string;
  /** Put before `/api` and `/health`; empty where both are on the page's own address. */
  readonly apiBase: string;
  /** Whether `/sandbox` exists here. */
  readonly sandbox: boolean;
  /** The user pool of the team; one machine has none. */
  readonly signIn?: {
    /** Whom its tokens are from. */
    readonly issuer: string;
    /** Where its sign-in page is. */
    readonly address: string;
    /** What the dashboard is called there. */
    readonly clientId: string;
  };
}

/** Copies the pages and their `config.json` into the bucket and lets no cache keep older ones. */
export function deploySite(
  stack: Stack,
  { bucket, distribution, folder, config }: SiteDeploymentProps,
): void {
  const pages = new Asset(stack, 'Pages', { path: folder });
  new BucketDeployment(stack, 'Deployment', {
    destinationBucket: bucket,
    sources: [Source.bucket(pages.bucket, pages.s3ObjectKey), Source.jsonData('config.json', config)],
    distribution,
    distributionPaths: ['/*'],
    cacheControl: [CacheControl.noCache()],
    memoryLimit: 256,
    logGroup: new LogGroup(stack, 'DeploymentLog', {
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  });
  mark(bucket, { kind: 'site', asset: `asset.${pages.assetHash}` });
  acknowledgeBelow(stack, 'Custom::CDKBucketDeployment', copierFindings);
}

const copier =
  "CDK's own custom resource; runs while deploying only, and only copies the site into its bucket.";
const copierFindings = Object.fromEntries(
  [
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'IAM5[Action::s3:GetBucket*]',
    'IAM5[Action::s3:GetObject*]',
    'IAM5[Action::s3:List*]',
    'IAM5[Action::s3:Abort*]',
    'IAM5[Action::s3:DeleteObject*]',
    'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
    'IAM5[Resource::<SiteE53D7754.Arn>/*]',
    'IAM5[Resource::*]',
    'L1',
  ].map((finding) => [`AwsSolutions-${finding}`, copier]),
);
