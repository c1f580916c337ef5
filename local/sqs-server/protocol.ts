import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { SqsError } from './sqs-error.ts';

/** Ten messages of together 1 MiB, every byte of them written as a six-character JSON escape, and some room. */
const largestBody = 8 * 1024 * 1024;

/** The operation a request names (`X-Amz-Target: AmazonSQS.SendMessage`). */
export function operationName(request: IncomingMessage): string {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith('AmazonSQS.')
    ? target.slice('AmazonSQS.'.length)
    : '';
}

/** The JSON body of a request; an empty body is an empty object. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end whatever the size: hanging up would hide the refusal from the client.
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) {
    throw new SqsError('SerializationException', `The request is larger than ${largestBody} bytes.`);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new SqsError('SerializationException', 'The request body is not JSON.');
  }
}

/** Checks the fields of a request. Says which one is missing or wrong, in the words of SQS, never what it held. */
export function parseInput<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.path.join('.') ?? '';
  if (issue?.code === 'invalid_type' && issue.input === undefined) {
    throw new SqsError('MissingParameter', `The request must contain the parameter ${name}.`);
  }
  throw new SqsError(
    'InvalidParameterValue',
    `The parameter ${name} is invalid: ${issue?.message ?? 'wrong form'}.`,
  );
}

/** Answers in the AWS JSON 1.0 protocol. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(text);
}

/** Answers a refusal with 400, anything else with 500: the SDK retries only the latter. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof SqsError) {
    const headers = { 'x-amzn-query-error': `${error.queryCode};Sender` };
    sendJson(response, 400, { __type: error.shape, message: error.message }, headers);
    return;
  }
  const body = {
    __type: 'com.amazon.coral.service#InternalFailure',
    message: 'The local queue server failed; see its log.',
  };
  sendJson(response, 500, body, { 'x-amzn-query-error': 'InternalFailure;Receiver' });
}
