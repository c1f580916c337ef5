import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chatwootClient, type ChatwootClient } from '../../chatwoot/client.ts';
import type { Inbox } from '../../chatwoot/conversation.ts';
import { parseSettings, type Settings } from '../../config/settings.ts';
import { createDb, type Database } from '../../store/postgres/pool.ts';
import { BadSetting, UpstreamUnavailable } from '../errors.ts';
import { freshFor } from '../once.ts';
import { failureOf, type Log } from '../telemetry.ts';

/** Real time and the only `new Date()` outside the local run. */
export const realTime = (): Date => new Date();

const settingsKeptMs = 5 * 60_000;
const inboxKeptMs = 10 * 60_000;

/** Fails fast: a queue or table that does not answer in a second or two is down, and somebody is waiting. */
const patience = { requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 }, maxAttempts: 3 };

export function sqsClient(): SQSClient {
  return new SQSClient(patience);
}

export function dynamodbClient(): DynamoDBClient {
  return new DynamoDBClient(patience);
}

/** Postgres as the environment says. The first statement connects. */
export function databaseFrom(env: { DATABASE_URL: string; DATABASE_AUTH: 'iam' | 'url' }): Database {
  return createDb({ url: env.DATABASE_URL, auth: env.DATABASE_AUTH });
}

/** The shop's settings from Secrets Manager, read again every five minutes so that a rotated secret needs no deploy. */
export function settingsFrom({ secretArn, log }: { secretArn: string; log: Log }): () => Promise<Settings> {
  const secrets = new SecretsManagerClient(patience);
  return freshFor(settingsKeptMs, () => readSettings(secrets, secretArn), {
    now: () => performance.now(),
    kept: (error) => log({ event: 'settings.kept', failure: failureOf(error) }),
  });
}

export function chatwootFrom(settings: Settings): ChatwootClient {
  return chatwootClient({
    baseUrl: settings.CHATWOOT_URL,
    accountId: settings.CHATWOOT_ACCOUNT_ID,
    botToken: settings.CHATWOOT_BOT_TOKEN,
    apiToken: settings.CHATWOOT_API_TOKEN,
    fetch,
    sleep: (milliseconds) => sleep(milliseconds),
  });
}

async function readSettings(secrets: SecretsManagerClient, secretArn: string): Promise<Settings> {
  const text = await secretText(secrets, secretArn);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message would quote the secret.
    throw new BadSetting(
      'The settings secret is no JSON object. Put the settings into it as docs/settings.md shows.',
    );
  }
  return parseSettings(json);
}

async function secretText(secrets: SecretsManagerClient, secretArn: string): Promise<string> {
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return SecretString ?? '';
  } catch (cause) {
    throw new UpstreamUnavailable('Secrets Manager did not give the settings', { cause });
  }
}

/** Inboxes change rarely: each is read again after ten minutes, so that a bot attached today is noticed today. */
export function inboxesOf(chatwoot: ChatwootClient, log: Log): (inboxId: number) => Promise<Inbox> {
  const known = new Map<number, () => Promise<Inbox>>();
  return (inboxId) => {
    const read =
      known.get(inboxId) ??
      freshFor(inboxKeptMs, () => chatwoot.inbox(inboxId), {
        now: () => performance.now(),
        kept: (error) => log({ event: 'inbox.kept', failure: failureOf(error) }),
      });
    known.set(inboxId, read);
    return read();
  };
}
