import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readAssembly, type Stack } from '../../../local/runner/assembly.ts';
import { readFunctions } from '../../../local/runner/declared-functions.ts';
import { physicalResource, pseudoParameters } from '../../../local/runner/physical.ts';
import { Resolver } from '../../../local/runner/resolve.ts';
import { aFunction, anAssembly } from './fixtures/assembly.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const places = {
  sqsUrl: 'http://127.0.0.1:9000',
  database: { host: '127.0.0.1', port: 5432 },
  siteUrl: 'http://127.0.0.1:8787',
};

function reading(stacks: Record<string, Record<string, unknown>>, code: Record<string, string> = {}) {
  const folder = anAssembly(stacks, code);
  folders.push(folder);
  const read = readAssembly(folder);
  const resolver = new Resolver({
    stacks: read,
    physical: physicalResource(places),
    pseudo: pseudoParameters,
  });
  const stack = (name: string): Stack => read.find((one) => one.name === name)!;
  return { resolver, stack, resolve: (value: unknown, name = 'App') => resolver.resolve(stack(name), value) };
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };

describe('references of a template', () => {
  it('become the names and addresses of this machine', () => {
    const { resolve } = reading({
      App: {
        Resources: {
          Turns: queue,
          Table: { Type: 'AWS::DynamoDB::GlobalTable' },
          Database: { Type: 'AWS::RDS::DBInstance' },
          Settings: { Type: 'AWS::SecretsManager::Secret' },
        },
      },
    });
    expect(resolve({ Ref: 'Turns' })).toBe('http://127.0.0.1:9000/000000000000/App-Turns.fifo');
    expect(resolve({ 'Fn::GetAtt': ['Turns', 'Arn'] })).toBe(
      'arn:aws:sqs:us-east-1:000000000000:App-Turns.fifo',
    );
    expect(resolve({ Ref: 'Table' })).toBe('App-Table');
    expect(resolve({ Ref: 'Settings' })).toBe(
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:App-Settings',
    );
    const address = { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] };
    const port = { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] };
    expect(resolve({ 'Fn::Join': ['', ['postgres://user@', address, ':', port, '/shop']] })).toBe(
      'postgres://user@127.0.0.1:5432/shop',
    );
  });

  it('follow an import to the stack that exports it', () => {
    const { resolve, resolver, stack } = reading({
      Data: {
        Resources: { Turns: queue },
        Outputs: {
          Out: { Value: { Ref: 'Turns' }, Export: { Name: { 'Fn::Join': [':', ['Data', 'Turns']] } } },
        },
      },
      App: { Resources: {} },
    });
    expect(resolve({ 'Fn::ImportValue': 'Data:Turns' })).toContain('Data-Turns.fifo');
    expect(resolver.target(stack('App'), { 'Fn::ImportValue': 'Data:Turns' })?.logicalId).toBe('Turns');
    expect(() => resolve({ 'Fn::ImportValue': 'Data:Nothing' })).toThrow(
      'Data:Nothing, which no stack exports',
    );
  });

  it('reach into nested stacks and out of them', () => {
    const nested = {
      Parameters: { Outer: { Type: 'String' } },
      Resources: {
        Inner: queue,
        Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Outer' } } },
      },
      Outputs: { Queue: { Value: { Ref: 'Inner' } } },
    };
    const folder = anAssembly({
      App: {
        Resources: {
          Turns: queue,
          Child: {
            Type: 'AWS::CloudFormation::Stack',
            Properties: { Parameters: { Outer: { 'Fn::GetAtt': ['Turns', 'QueueName'] } } },
            Metadata: { 'aws:asset:path': 'nested.json' },
          },
        },
      },
    });
    folders.push(folder);
    writeFileSync(path.join(folder, 'nested.json'), JSON.stringify(nested));
    const stacks = readAssembly(folder);
    const resolver = new Resolver({ stacks, physical: physicalResource(places), pseudo: pseudoParameters });
    const [app, child] = stacks;
    expect(resolver.resolve(app!, { 'Fn::GetAtt': ['Child', 'Outputs.Queue'] })).toContain(
      'App-Child-Inner.fifo',
    );
    expect(resolver.target(app!, { 'Fn::GetAtt': ['Child', 'Outputs.Queue'] })?.logicalId).toBe('Inner');
    expect(resolver.resolve(child!, { Ref: 'Named' })).toBe('App-Turns.fifo');
  });

  it('are computed by the functions of CloudFormation', () => {
    const { resolve } = reading({
      App: {
        Resources: { Turns: queue },
        Parameters: { Size: { Type: 'String', Default: 'small' } },
        Mappings: { Sizes: { small: { memory: '128' } } },
      },
    });
    expect(
      resolve({
        'Fn::Sub': 'a-${AWS::Region}-${Size}-${Turns.QueueName}-${!Literal}',
      }),
    ).toBe('a-us-east-1-small-App-Turns.fifo-${Literal}');
    expect(resolve({ 'Fn::Sub': ['${Own}/${AWS::AccountId}', { Own: { Ref: 'Size' } }] })).toBe(
      'small/000000000000',
    );
    expect(resolve({ 'Fn::Select': ['1', { 'Fn::Split': ['.', 'a.b.c'] }] })).toBe('b');
    expect(resolve({ 'Fn::FindInMap': ['Sizes', { Ref: 'Size' }, 'memory'] })).toBe('128');
    expect(resolve({ 'Fn::Base64': 'hi' })).toBe('aGk=');
    expect(resolve({ Ref: 'AWS::StackName' })).toBe('App');
  });

  it('depend on conditions: a resource without its condition is not there', () => {
    const equals = (value: string) => ({ 'Fn::Equals': [{ Ref: 'Stage' }, value] });
    const { resolve, resolver } = reading({
      App: {
        Parameters: { Stage: { Type: 'String', Default: 'local' } },
        Conditions: {
          Local: equals('local'),
          Cloud: { 'Fn::Not': [{ Condition: 'Local' }] },
          Either: { 'Fn::Or': [{ Condition: 'Cloud' }, equals('local')] },
          Both: { 'Fn::And': [{ Condition: 'Local' }, equals('prod')] },
        },
        Resources: { Here: { ...queue, Condition: 'Either' }, Away: { ...queue, Condition: 'Both' } },
      },
    });
    expect(resolve({ 'Fn::If': ['Local', 'yes', 'no'] })).toBe('yes');
    expect(
      resolve({ a: { 'Fn::If': ['Cloud', 'x', { Ref: 'AWS::NoValue' }] }, b: [{ Ref: 'AWS::NoValue' }, 1] }),
    ).toEqual({ b: [1] });
    expect(resolver.resources('AWS::SQS::Queue').map(({ logicalId }) => logicalId)).toEqual(['Here']);
    expect(() => resolve({ Ref: 'Away' })).toThrow('Away, which stack App does not have');
  });

  it('say what they are when they have no value here', () => {
    const { resolve } = reading({
      App: { Resources: { Vpc: { Type: 'AWS::EC2::VPC' }, Turns: queue } },
    });
    expect(() => resolve({ Ref: 'Vpc' })).toThrow('Vpc: AWS::EC2::VPC has no counterpart on this machine');
    expect(() => resolve({ 'Fn::GetAtt': ['Turns', 'Colour'] })).toThrow('Fn::GetAtt Turns.Colour');
    expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/8', 4, 8] })).toThrow(
      'Fn::Cidr, which is not known on this machine',
    );
  });
});

describe('functions of a template', () => {
  it('are read with their variables resolved', () => {
    const { resolver } = reading(
      {
        App: {
          Resources: {
            Turns: queue,
            Worker: aFunction('turn-worker', {
              Timeout: 60,
              MemorySize: 1024,
              ReservedConcurrentExecutions: 2,
              Environment: { Variables: { QUEUE_URL: { Ref: 'Turns' }, PLAIN: 'text' } },
            }),
          },
        },
      },
      { 'turn-worker': '' },
    );
    expect(readFunctions(resolver).functions).toEqual([
      {
        name: 'turn-worker',
        physicalName: 'App-Worker',
        codeDirectory: expect.stringMatching(/asset\.turn-worker$/),
        handler: 'index.handler',
        timeoutSeconds: 60,
        memoryMb: 1024,
        reservedConcurrency: 2,
        environment: { QUEUE_URL: 'http://127.0.0.1:9000/000000000000/App-Turns.fifo', PLAIN: 'text' },
      },
    ]);
  });

  it('are refused together, each with the variables that nothing fills', () => {
    const variables = (Variables: Record<string, unknown>) => ({ Environment: { Variables } });
    const { resolver } = reading(
      {
        App: {
          Resources: {
            Worker: aFunction('worker', variables({ TABLE: { Ref: 'Forgotten' }, FINE: 'x' })),
            Other: aFunction('other', variables({ PASSWORD: '{{resolve:secretsmanager:x}}', LIST: ['a'] })),
          },
        },
      },
      { worker: '', other: '' },
    );
    expect(() => readFunctions(resolver)).toThrow(
      [
        'Settings of functions that nothing fills:',
        '  worker: TABLE (Forgotten, which stack App does not have)',
        '  other: PASSWORD (a dynamic reference, which only CloudFormation fills)',
        '  other: LIST (its value is not text)',
      ].join('\n'),
    );
  });

  it('that only help CloudFormation to deploy are skipped, and listed', () => {
    const { resolver } = reading(
      {
        App: {
          Resources: {
            Worker: aFunction('worker'),
            Provider: aFunction('provider'),
            Copier: aFunction('copier', { Runtime: 'python3.13' }),
            Cleanup: {
              Type: 'Custom::Cleanup',
              Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } },
            },
          },
        },
      },
      { worker: '', provider: '', copier: '' },
    );
    const { functions, skipped } = readFunctions(resolver);
    expect(functions.map(({ name }) => name)).toEqual(['worker']);
    expect(skipped).toEqual([
      { logicalId: 'Provider', why: 'they serve custom resources of CloudFormation' },
      { logicalId: 'Copier', why: 'their runtime is python3.13' },
    ]);
  });
});
