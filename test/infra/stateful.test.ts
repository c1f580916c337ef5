import { describe, expect, it } from 'vitest';
import { anApp, marked, resourcesOf } from './synthesised.ts';

/**
 * A changed logical id makes CloudFormation create a new, empty resource beside the old one. Change this list only
 * together with a plan for what is in the old one.
 */
const stateful = {
  DatabaseB269D8BB: 'AWS::RDS::DBInstance',
  MissedRuns2A46D234: 'AWS::SQS::Queue',
  OutboundDeadLetters7C8BDFB8: 'AWS::SQS::Queue',
  OutboundQueueA2785807: 'AWS::SQS::Queue',
  Settings1CCB6159: 'AWS::SecretsManager::Secret',
  TableCD117FA1: 'AWS::DynamoDB::GlobalTable',
  TeamPool9319C42F: 'AWS::Cognito::UserPool',
  TurnsDeadLettersA84C8518: 'AWS::SQS::Queue',
  TurnsQueue246E58B7: 'AWS::SQS::Queue',
  WorkDeadLetters7D6F983C: 'AWS::SQS::Queue',
  WorkQueue1CAC4D2F: 'AWS::SQS::Queue',
};
const types = new Set([
  ...Object.values(stateful),
  'AWS::RDS::DBCluster',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::KMS::Key',
]);

const { stacks } = anApp('dev');
const held = Object.entries(stacks).flatMap(([name, stack]) =>
  resourcesOf(stack)
    .filter(([, { Type }]) => types.has(Type))
    .map(([id, resource]) => ({ name, id, resource })),
);

describe('what would be lost', () => {
  it('has the ids it always had', () => {
    expect(Object.fromEntries(held.map(({ id, resource }) => [id, resource.Type]))).toEqual(stateful);
  });

  it('lies in the data stack, which cannot be deleted by accident', () => {
    expect(new Set(held.map(({ name }) => name))).toEqual(new Set(['data']));
    expect(stacks.data.terminationProtection).toBe(true);
  });

  it('outlives its stack, dead letters too; only jobs under way do not', () => {
    const kept = held.filter(
      ({ resource: { DeletionPolicy, UpdateReplacePolicy } }) =>
        DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
    );
    const jobs = ['turns.fifo', 'outbound.fifo', 'work.fifo'].map(
      (name) => marked(stacks.data, 'queue', name)[0],
    );
    expect([...kept.map(({ id }) => id), ...jobs].sort()).toEqual(Object.keys(stateful).sort());
  });

  it('leaves no queue behind whose name stands in the way of a new one', () => {
    for (const { resource } of held.filter(({ resource: { Type } }) => Type === 'AWS::SQS::Queue')) {
      expect(resource.Properties['QueueName']).toBeUndefined();
    }
  });

  it('can be brought back to any moment, and not deleted', () => {
    const table = held.find(({ id }) => id.startsWith('Table'))!.resource.Properties['Replicas'][0];
    expect(table).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const database = held.find(({ id }) => id.startsWith('Database'))!.resource.Properties;
    expect(database).toMatchObject({
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
      StorageEncrypted: true,
    });
  });

  it('takes no secret into the template', () => {
    const database = held.find(({ id }) => id.startsWith('Database'))!.resource.Properties;
    expect(database).toMatchObject({ ManageMasterUserPassword: true, EnableIAMDatabaseAuthentication: true });
    expect(database['MasterUserPassword']).toBeUndefined();
    expect(held.find(({ id }) => id.startsWith('Settings'))!.resource.Properties['SecretString']).toBe('{}');
  });
});
