import type { ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';

/**
 * The same construct under the type of its interface. aws-cdk-lib is not compiled with exactOptionalPropertyTypes: these
 * classes have `x: T | undefined` where their own interfaces say `x?: T`, so our compiler does not see that they fit.
 */
export function plain(construct: Vpc): IVpc;
export function plain(construct: TableV2): ITableV2;
export function plain(construct: Bucket): IBucket;
export function plain(construct: Secret): ISecret;
export function plain(construct: IConstruct): IConstruct {
  return construct;
}
