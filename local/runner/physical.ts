import { textOf, Unresolvable } from './intrinsics.ts';
import type { Located, Physical } from './resolve.ts';

/** The account and region that functions believe they run in. */
export const account = '000000000000';
export const region = 'us-east-1';

/** Values of the pseudo parameters on this machine. */
export const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/local/local`,
};

/** Where the embedded parts answer. */
export interface Places {
  /** Base address of the SQS server. */
  sqsUrl: string;
  database: { host: string; port: number };
  /** Base address of everything a browser or a webhook sees. */
  siteUrl: string;
}

type Resolve = (value: unknown) => unknown;
type Describe = (
  name: string,
  places: Places,
  properties: Record<string, unknown>,
  resolve: Resolve,
) => Physical;

/**
 * What a resource is called on this machine. Names follow from stack and logical id, so they are the same after a
 * restart and data is found again. Throws Unresolvable for a kind of resource that has no counterpart here.
 */
export function physicalResource(places: Places): (located: Located, resolve: Resolve) => Physical {
  return (located, resolve) => {
    const { Type, Properties } = located.resource;
    const kind = kinds[Type];
    if (kind === undefined)
      throw new Unresolvable(`${located.logicalId}: ${Type} has no counterpart on this machine`);
    const given = nameProperties
      .map((property) => resolve(Properties[property]))
      .find((name) => typeof name === 'string');
    return kind(given ?? generatedName(located), places, Properties, resolve);
  };
}

/** The name in any text that stands for a function: its name, its ARN, a version's ARN, an integration's address. */
export function functionName(reference: unknown): string {
  const text = textOf(reference, 'a reference to a function');
  return /:function:([^:/]+)/.exec(text)?.[1] ?? text;
}

const nameProperties = [
  'QueueName',
  'TableName',
  'FunctionName',
  'BucketName',
  'TopicName',
  'LogGroupName',
  'RoleName',
];

/** SQS allows 80 characters, the tightest of all; a FIFO queue's name must end in `.fifo`. */
function generatedName({ stack, logicalId, resource }: Located): string {
  const name = `${stack.name}-${logicalId}`.replace(/[^\w-]/g, '-').slice(-75);
  return resource.Type === 'AWS::SQS::Queue' && resource.Properties['FifoQueue'] === true
    ? `${name}.fifo`
    : name;
}

const arn = (service: string, name: string): string => `arn:aws:${service}:${region}:${account}:${name}`;

const database: Describe = (name, { database: { host, port } }) => ({
  ref: name,
  attributes: {
    Arn: arn('rds', `db:${name}`),
    DBInstanceArn: arn('rds', `db:${name}`),
    DBClusterArn: arn('rds', `cluster:${name}`),
    DBProxyArn: arn('rds', `db-proxy:${name}`),
    DbiResourceId: name,
    DBClusterResourceId: name,
    'MasterUserSecret.SecretArn': arn('secretsmanager', `secret:rds-${name}`),
    Endpoint: host,
    'Endpoint.Address': host,
    'Endpoint.Port': String(port),
  },
});

const table: Describe = (name) => ({
  ref: name,
  attributes: { Arn: arn('dynamodb', `table/${name}`), TableId: name },
});

/** Versions and aliases are the function itself: there is only one of each here. */
const lambdaVersion: Describe = (_name, _places, { FunctionName }, resolve) => ({
  ref: arn('lambda', `function:${functionName(resolve(FunctionName))}:1`),
  attributes: { Version: '1', FunctionArn: arn('lambda', `function:${functionName(resolve(FunctionName))}`) },
});

const named =
  (service: string, prefix = ''): Describe =>
  (name) => ({ ref: name, attributes: { Arn: arn(service, `${prefix}${name}`) } });

const kinds: Readonly<Record<string, Describe>> = {
  'AWS::SQS::Queue': (name, { sqsUrl }) => ({
    ref: `${sqsUrl}/${account}/${name}`,
    attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: `${sqsUrl}/${account}/${name}` },
  }),
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::RDS::DBInstance': database,
  'AWS::RDS::DBCluster': database,
  'AWS::RDS::DBProxy': database,
  'AWS::Lambda::Function': named('lambda', 'function:'),
  'AWS::Lambda::Version': lambdaVersion,
  'AWS::Lambda::Alias': lambdaVersion,
  'AWS::SecretsManager::Secret': (name) => ({
    ref: arn('secretsmanager', `secret:${name}`),
    attributes: { Id: arn('secretsmanager', `secret:${name}`) },
  }),
  'AWS::ApiGatewayV2::Api': (name, { siteUrl }) => ({
    ref: name,
    attributes: { ApiEndpoint: siteUrl, ApiId: name },
  }),
  'AWS::ApiGatewayV2::Integration': (name) => ({ ref: name, attributes: {} }),
  'AWS::ApiGatewayV2::Authorizer': (name) => ({ ref: name, attributes: { AuthorizerId: name } }),
  'AWS::ApiGatewayV2::Stage': (_name, _places, { StageName }) => ({
    ref: textOf(StageName, 'StageName'),
    attributes: {},
  }),
  'AWS::CloudFront::Distribution': (name, { siteUrl }) => ({
    ref: name,
    attributes: { DomainName: new URL(siteUrl).host, Id: name },
  }),
  'AWS::S3::Bucket': (name) => ({ ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } }),
  'AWS::Cognito::UserPool': (name) => ({
    ref: `${region}_${name}`,
    attributes: { Arn: arn('cognito-idp', `userpool/${region}_${name}`), UserPoolId: `${region}_${name}` },
  }),
  'AWS::Cognito::UserPoolClient': (name) => ({ ref: name, attributes: { ClientId: name } }),
  'AWS::Cognito::UserPoolDomain': (name) => ({ ref: name, attributes: {} }),
  'AWS::SNS::Topic': (name) => ({
    ref: arn('sns', name),
    attributes: { TopicArn: arn('sns', name), TopicName: name },
  }),
  'AWS::IAM::Role': (name) => ({ ref: name, attributes: { Arn: `arn:aws:iam::${account}:role/${name}` } }),
  'AWS::KMS::Key': named('kms', 'key/'),
  'AWS::Logs::LogGroup': named('logs', 'log-group:'),
};
