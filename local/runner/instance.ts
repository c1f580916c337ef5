import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { FunctionDeclaration } from './declared-functions.ts';
import { account, region } from './physical.ts';
import { type Outcome, RuntimeApi } from './runtime-api.ts';

/** What every instance of every function gets, besides what its template says. */
export interface InstanceSurroundings {
  /** Addresses of the embedded services and overrides that exist on this machine only. */
  environment: Readonly<Record<string, string>>;
  /** One line that the function wrote to its log. */
  log: (functionName: string, line: string) => void;
}

/** One process that runs a function's bundle; it takes one invocation at a time. */
export class Instance {
  readonly #api: RuntimeApi;
  readonly #process: ChildProcess;
  readonly #declaration: FunctionDeclaration;
  readonly #exited = Promise.withResolvers<undefined>();
  #alive = true;

  private constructor(api: RuntimeApi, process: ChildProcess, declaration: FunctionDeclaration) {
    this.#api = api;
    this.#process = process;
    this.#declaration = declaration;
    process.once('exit', (code, signal) => this.#ended(`exit status ${code ?? String(signal)}`));
    process.once('error', (error) => this.#ended(error.message));
  }

  /** Starts a process. Its code is loaded when `ready` is fulfilled. */
  static async start(
    declaration: FunctionDeclaration,
    surroundings: InstanceSurroundings,
  ): Promise<Instance> {
    const api = new RuntimeApi(`arn:aws:lambda:${region}:${account}:function:${declaration.physicalName}`);
    const address = await api.listen();
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'bootstrap.ts')], {
      cwd: declaration.codeDirectory,
      env: environment(declaration, surroundings, address),
      stdio: ['pipe', 'pipe', 'pipe'],
      // Of its own group: a Ctrl-C in the terminal reaches the runner only.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => surroundings.log(declaration.name, line));
    }
    return new Instance(api, child, declaration);
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Undefined when the code is loaded, else why it could not be. */
  async ready(timeoutMs: number): Promise<Outcome | undefined> {
    const timer = setTimeout(() => this.#kill(timedOut(timeoutMs, 'Init')), timeoutMs);
    const problem = await this.#api.ready;
    clearTimeout(timer);
    if (problem !== undefined) this.#kill(problem);
    return problem;
  }

  /** Runs one event. An instance that takes too long is killed, as in Lambda. */
  async invoke(payload: string): Promise<Outcome> {
    const timeoutMs = this.#declaration.timeoutSeconds * 1_000;
    const timer = setTimeout(() => this.#kill(timedOut(timeoutMs, 'Task')), timeoutMs);
    const outcome = await this.#api.invoke({
      requestId: randomUUID(),
      payload,
      deadlineMs: Date.now() + timeoutMs,
    });
    clearTimeout(timer);
    return outcome;
  }

  /** Ends the process now and waits until it is gone. */
  async stop(): Promise<void> {
    this.#kill({ kind: 'failed', errorType: 'Runtime.Stopped', message: 'The runner stopped' });
    await this.#exited.promise;
  }

  #kill(outcome: Outcome): void {
    this.#alive = false;
    this.#api.close(outcome);
    this.#process.kill('SIGKILL');
  }

  #ended(how: string): void {
    this.#alive = false;
    this.#api.close({
      kind: 'failed',
      errorType: 'Runtime.ExitError',
      message: `Runtime exited with error: ${how}`,
    });
    this.#exited.resolve(undefined);
  }
}

function timedOut(timeoutMs: number, what: string): Outcome {
  const message = `${what} timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`;
  return { kind: 'failed', errorType: 'Sandbox.Timedout', message };
}

/** How many were started, of any function: what tells their dice apart (faults.ts). */
let instances = 0;

/** What Lambda gives a function and nothing of the shell's: a bundle that needs more must say so in its template. */
function environment(
  { name, physicalName, codeDirectory, handler, memoryMb, environment: declared }: FunctionDeclaration,
  { environment: local }: InstanceSurroundings,
  runtimeApi: string,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    // The person's own profile must not reach a function: it would talk to the real cloud.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...declared,
    ...local,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${physicalName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: codeDirectory,
    LAMBDA_RUNTIME_DIR: import.meta.dirname,
    FRONTDESK_INSTANCE: String((instances += 1)),
    _HANDLER: handler,
  };
}
