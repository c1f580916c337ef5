import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SecretsServer, startSecretsServer } from '../../local/secrets-server.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:Data-Settings';

describe('the local Secrets Manager', () => {
  let server: SecretsServer;
  let client: SecretsManagerClient;
  beforeAll(async () => {
    server = await startSecretsServer((wanted) => (wanted === arn ? '{"SHOP_NAME":"Lumen"}' : undefined));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SecretsManagerClient({ endpoint: server.url, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  it('gives the settings to the SDK', async () => {
    const { SecretString, ARN, Name } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    expect({ SecretString, ARN, Name }).toEqual({
      SecretString: '{"SHOP_NAME":"Lumen"}',
      ARN: arn,
      Name: 'Data-Settings',
    });
  });

  it('does not know any other secret, nor any other call', async () => {
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toThrow(
      "Secrets Manager can't find the specified secret.",
    );
    await expect(client.send(new ListSecretsCommand({}))).rejects.toThrow(
      'Only GetSecretValue is known on this machine',
    );
  });
});
