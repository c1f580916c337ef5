import type { FunctionDeclaration } from './declared-functions.ts';
import { Instance, type InstanceSurroundings } from './instance.ts';
import type { Outcome } from './runtime-api.ts';

/** What came of asking a function to run: also refused, when its reserved concurrency is used up. */
export type InvocationResult = Outcome | { kind: 'throttled' };

export interface PoolOptions {
  declaration: FunctionDeclaration;
  surroundings: InstanceSurroundings;
  /** Processes this machine grants one function, however many Lambda would. Callers beyond that wait. */
  mostInstances: number;
  /**
   * Only code that never finishes loading is given up. Lambda allows 10 s, then once more as long as the function's
   * timeout; here a busy laptop starts everything at once, and whoever waits is better served late than with a failure:
   * a job whose function failed stays hidden for minutes. Together with any timeout it stays below every queue's hiding.
   * @default 180000
   */
  initTimeoutMs?: number;
  /** How long an unused instance is kept, if the function has another. @default 60000 */
  keepIdleMs?: number;
}

interface Waiter {
  give: (instance: Instance | Outcome) => void;
}

const largestEvent = 6 * 1024 * 1024;

/** All instances of one function: scales out with load, keeps them warm, never shares one between two events. */
export class FunctionPool {
  readonly declaration: FunctionDeclaration;
  readonly #options: PoolOptions;
  readonly #limit: number;
  readonly #all = new Set<Instance>();
  readonly #idle: { instance: Instance; reaper: NodeJS.Timeout }[] = [];
  readonly #waiting: Waiter[] = [];
  #starting = 0;
  #running = 0;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.declaration = options.declaration;
    this.#limit = Math.min(options.mostInstances, options.declaration.reservedConcurrency ?? Infinity);
  }

  /** Invocations under way or waiting. */
  get busy(): number {
    return this.#running;
  }

  /** How many events this function can take at the same moment here. */
  get concurrency(): number {
    return this.#limit;
  }

  /** Runs one event. Waits for an instance; refuses only what Lambda would refuse. */
  async invoke(event: unknown): Promise<InvocationResult> {
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > largestEvent) {
      return {
        kind: 'failed',
        errorType: 'RequestEntityTooLarge',
        message: `The event exceeds ${largestEvent} bytes`,
      };
    }
    if (this.#running >= (this.declaration.reservedConcurrency ?? Infinity)) return { kind: 'throttled' };
    this.#running += 1;
    try {
      const instance = await this.#take();
      if (!(instance instanceof Instance)) return instance;
      const outcome = await instance.invoke(payload);
      this.#release(instance);
      return outcome;
    } finally {
      this.#running -= 1;
    }
  }

  /** Loads the function's code before the first event. Answers why it could not be loaded, if so. */
  async warm(): Promise<Outcome | undefined> {
    const instance = await this.#take();
    if (!(instance instanceof Instance)) return instance;
    this.#release(instance);
    return undefined;
  }

  /** Kills all instances, busy ones too, and waits until they are gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { reaper } of this.#idle) clearTimeout(reaper);
    for (const { give } of this.#waiting.splice(0)) give(stopped);
    await Promise.all([...this.#all].map((instance) => instance.stop()));
  }

  #take(): Promise<Instance | Outcome> {
    if (this.#stopped) return Promise.resolve(stopped);
    for (let found = this.#idle.pop(); found !== undefined; found = this.#idle.pop()) {
      clearTimeout(found.reaper);
      if (found.instance.alive) return Promise.resolve(found.instance);
      this.#all.delete(found.instance);
    }
    return new Promise((give) => {
      this.#waiting.push({ give });
      this.#scaleOut();
    });
  }

  #scaleOut(): void {
    const wanted = this.#waiting.length > this.#starting && this.#all.size + this.#starting < this.#limit;
    if (!wanted || this.#stopped) return;
    this.#starting += 1;
    void this.#start();
  }

  async #start(): Promise<void> {
    const { declaration, surroundings, initTimeoutMs = 180_000 } = this.#options;
    const instance = await Instance.start(declaration, surroundings);
    this.#all.add(instance);
    this.#starting -= 1;
    if (this.#stopped) await instance.stop();
    const problem = await instance.ready(initTimeoutMs);
    if (problem === undefined) {
      this.#release(instance);
      return;
    }
    this.#all.delete(instance);
    // As in Lambda: who waits gets the failure, the next event tries with a new instance.
    this.#waiting.shift()?.give(problem);
    this.#scaleOut();
  }

  #release(instance: Instance): void {
    if (!instance.alive) {
      this.#all.delete(instance);
      this.#scaleOut();
      return;
    }
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next.give(instance);
      return;
    }
    const reaper = setTimeout(() => this.#reap(instance), this.#options.keepIdleMs ?? 60_000);
    reaper.unref();
    this.#idle.push({ instance, reaper });
  }

  #reap(instance: Instance): void {
    const index = this.#idle.findIndex((idle) => idle.instance === instance);
    // The last one stays, so that the next customer does not wait for a start.
    const isLast = ![...this.#all].some((other) => other !== instance && other.alive);
    if (index === -1 || (isLast && instance.alive)) return;
    this.#idle.splice(index, 1);
    this.#all.delete(instance);
    void instance.stop();
  }
}

/** The pool of the function with this physical name. Throws if the templates point at a function that is not there. */
export function poolOf(pools: ReadonlyMap<string, FunctionPool>, physicalName: string): FunctionPool {
  const pool = pools.get(physicalName);
  if (pool === undefined)
    throw new Error(`The templates point at the function ${physicalName}, which is not run here`);
  return pool;
}

const stopped: Outcome = { kind: 'failed', errorType: 'Runtime.Stopped', message: 'The runner stopped' };
