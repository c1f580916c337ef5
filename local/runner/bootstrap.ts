import { existsSync } from 'node:fs';
import http from 'node:http';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultsFrom } from './faults.ts';

/**
 * The inside of one function instance: fetches invocations from the Lambda Runtime API and answers them, one after the
 * other (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). Runs as a process of its own.
 */

type Handler = (event: unknown, context: unknown) => unknown;

const agent = new http.Agent({ keepAlive: true });
const [host = '', port = ''] = variable('AWS_LAMBDA_RUNTIME_API').split(':');

// The runner drains invocations before it ends a process; a Ctrl-C in the terminal must not cut them short.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
// Standard input is a pipe that the runner holds open: it ends when the runner does, even by SIGKILL.
process.stdin.on('end', () => process.exit(1)).resume();

breakDownOnPurpose();
const handler = await load();
// Node writes its compile cache only at a peaceful exit, which an instance does not have.
setTimeout(flushCompileCache, 1_000).unref();
for (;;) await serveNext(handler);

async function load(): Promise<Handler> {
  try {
    const [, file = '', name = ''] = /^(.*)\.([^./]+)$/.exec(variable('_HANDLER')) ?? [];
    const base = path.join(variable('LAMBDA_TASK_ROOT'), file);
    const found = ['.mjs', '.js', '.cjs']
      .map((extension) => base + extension)
      .find((candidate) => existsSync(candidate));
    if (found === undefined) throw new Error(`Cannot find the code of ${variable('_HANDLER')}`);
    const exported: unknown = await import(pathToFileURL(found).href);
    return handlerIn(exported, name);
  } catch (error) {
    await call('POST', 'init/error', description(error));
    process.exit(1);
  }
}

/** For tests of crashes. The function's own code has only the places. */
function breakDownOnPurpose(): void {
  const setting = variable('FRONTDESK_FAULT');
  if (setting === '') return;
  globalThis.frontdeskFaults = faultsFrom(setting, {
    instance: Number(variable('FRONTDESK_INSTANCE')),
    end(action) {
      if (action === 'halt') process.kill(process.ppid, 'SIGKILL');
      process.kill(process.pid, 'SIGKILL');
    },
  });
}

function handlerIn(exported: unknown, name: string): Handler {
  const candidate = isObject(exported)
    ? Object.entries(exported).find(([key]) => key === name)?.[1]
    : undefined;
  if (!isHandler(candidate)) throw new Error(`${variable('_HANDLER')} is undefined or not a function`);
  return candidate;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isHandler(candidate: unknown): candidate is Handler {
  return typeof candidate === 'function';
}

async function serveNext(run: Handler): Promise<void> {
  const { headers, body } = await call('GET', 'invocation/next');
  const header = (name: string): string => String(headers[`lambda-runtime-${name}`] ?? '');
  const id = header('aws-request-id');
  process.env['_X_AMZN_TRACE_ID'] = header('trace-id');
  let answer: unknown;
  try {
    answer = await run(
      JSON.parse(body),
      context(id, header('invoked-function-arn'), Number(header('deadline-ms'))),
    );
  } catch (error) {
    await call('POST', `invocation/${id}/error`, description(error));
    return;
  }
  await call('POST', `invocation/${id}/response`, JSON.stringify(answer ?? null));
}

function context(
  awsRequestId: string,
  invokedFunctionArn: string,
  deadline: number,
): Record<string, unknown> {
  return {
    awsRequestId,
    invokedFunctionArn,
    functionName: variable('AWS_LAMBDA_FUNCTION_NAME'),
    functionVersion: variable('AWS_LAMBDA_FUNCTION_VERSION'),
    memoryLimitInMB: variable('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    logGroupName: variable('AWS_LAMBDA_LOG_GROUP_NAME'),
    logStreamName: variable('AWS_LAMBDA_LOG_STREAM_NAME'),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function description(error: unknown): string {
  const known = error instanceof Error ? error : new Error(String(error));
  return JSON.stringify({
    errorType: known.name,
    errorMessage: known.message,
    trace: (known.stack ?? '').split('\n'),
  });
}

/** `node:http` rather than fetch: loading undici costs every cold start 30 ms. Exits when the API is gone. */
function call(
  method: string,
  operation: string,
  body?: string,
): Promise<{ headers: http.IncomingHttpHeaders; body: string }> {
  return new Promise((resolve) => {
    const request = http.request(
      { agent, host, port, method, path: `/2018-06-01/runtime/${operation}` },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
        response.on('error', () => process.exit(1));
      },
    );
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

function variable(name: string): string {
  return process.env[name] ?? '';
}
