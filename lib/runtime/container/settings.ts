import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseSettings, type Settings } from '../../config/settings.ts';
import { BadSetting, UpstreamUnavailable } from '../errors.ts';
import { freshFor } from '../once.ts';
import { failureOf, type Log } from '../telemetry.ts';
import { patience } from './patience.ts';

const settingsKeptMs = 5 * 60_000;

/** The shop's settings from Secrets Manager, read again every five minutes so that a rotated secret needs no deploy. */
export function settingsFrom({ secretArn, log }: { secretArn: string; log: Log }): () => Promise<Settings> {
  const secrets = new SecretsManagerClient(patience);
  return freshFor(settingsKeptMs, () => readSettings(secrets, secretArn), {
    now: () => performance.now(),
    kept: (error) => log({ event: 'settings.kept', failure: failureOf(error) }),
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
