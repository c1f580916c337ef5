import { once } from 'node:events';
import http from 'node:http';
import { z } from 'zod';
import { portOf } from './runner/runtime-api.ts';

export interface SecretsServer {
  url: string;
  close(): Promise<void>;
}

/**
 * The part of Secrets Manager that functions use: GetSecretValue of the secrets it is given, spoken to by the real SDK.
 * `secrets` is asked at each call, for the settings are complete only when all parts run.
 */
export async function startSecretsServer(
  secrets: (arn: string) => string | undefined,
): Promise<SecretsServer> {
  const server = http.createServer((request, response) => {
    void answer(request, secrets).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const requestSchema = z.looseObject({ SecretId: z.string() });

async function answer(
  request: http.IncomingMessage,
  secrets: (arn: string) => string | undefined,
): Promise<{ status: number; body: unknown }> {
  const operation = request.headers['x-amz-target'];
  if (operation !== 'secretsmanager.GetSecretValue') {
    return failure('UnknownOperationException', 'Only GetSecretValue is known on this machine');
  }
  const parsed = requestSchema.safeParse(parseJson(await request.toArray()));
  if (!parsed.success) return failure('InvalidRequestException', 'SecretId is missing');
  const { SecretId } = parsed.data;
  const SecretString = secrets(SecretId);
  if (SecretString === undefined) {
    return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const Name = SecretId.split(':secret:').at(-1);
  const body = {
    ARN: SecretId,
    Name,
    VersionId: 'local',
    VersionStages: ['AWSCURRENT'],
    SecretString,
    CreatedDate: 0,
  };
  return { status: 200, body };
}

function failure(type: string, Message: string): { status: number; body: unknown } {
  return { status: 400, body: { __type: type, Message } };
}

function parseJson(chunks: unknown[]): unknown {
  try {
    return JSON.parse(Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array)).toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
