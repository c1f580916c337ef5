import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { MappingDeclaration } from './declared-events.ts';
import type { FunctionPool, InvocationResult } from './function-pool.ts';
import { failedMessages, toSqsEvent } from './sqs-event.ts';

export interface EventSourceDeps {
  sqs: SQSClient;
  queueName: string;
  queueUrl: string;
  mapping: MappingDeclaration;
  pool: FunctionPool;
  /** Overrides how long a job stays hidden after a failure. @default what the queue and the function say */
  retryAfterSeconds: number | undefined;
  /** Told about failures that only the runner sees: a crash, a timeout, an answer that makes no sense. */
  failed: (functionName: string, what: string) => void;
}

/**
 * One event-source mapping: takes messages off a queue, hands them to a function in batches, deletes what it handled.
 * One long poll waits while the queue is idle; under load up to `concurrency` batches are under way.
 */
export class EventSource {
  readonly #deps: EventSourceDeps;
  readonly #concurrency: number;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #loop: Promise<void> = Promise.resolve();

  constructor(deps: EventSourceDeps) {
    this.#deps = deps;
    this.#concurrency = Math.min(deps.mapping.maximumConcurrency ?? Infinity, deps.pool.concurrency);
  }

  get queueName(): string {
    return this.#deps.queueName;
  }

  /** Batches that are being handled now. */
  get underWay(): number {
    return this.#underWay.size;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Takes no more messages. What is under way goes on; `settled` waits for it. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const messages = await this.#receive();
      if (messages.length === 0) continue;
      const work = this.#handle(messages).finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
      while (this.#underWay.size >= this.#concurrency) await Promise.race(this.#underWay);
    }
  }

  async #receive(): Promise<Message[]> {
    const { sqs, queueUrl, mapping } = this.#deps;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: mapping.batchSize,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    try {
      return (await sqs.send(command, { abortSignal: this.#stop.signal })).Messages ?? [];
    } catch (error) {
      if (this.#stop.signal.aborted) return [];
      this.#report(`cannot receive: ${String(error)}`);
      await delay(1_000);
      return [];
    }
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const { mapping, pool } = this.#deps;
    const result = await pool.invoke(toSqsEvent(messages, mapping.queueArn));
    const failed = this.#failedOf(result, messages);
    const handled = messages.filter((message) => !failed.includes(message));
    try {
      await this.#delete(handled);
      await this.#hide(failed);
    } catch (error) {
      // Visible again after its time; whoever handles a job knows that it may come twice.
      this.#report(`cannot settle ${messages.length} messages: ${String(error)}`);
    }
  }

  #failedOf(result: InvocationResult, messages: readonly Message[]): readonly Message[] {
    if (result.kind === 'throttled') return messages;
    if (result.kind === 'failed') {
      if (!this.#stop.signal.aborted) this.#report(`${result.errorType}: ${result.message}`);
      return messages;
    }
    if (!this.#deps.mapping.reportsFailures) return [];
    const { failed, problem } = failedMessages(result.payload, messages);
    if (problem !== undefined) this.#report(problem);
    return failed;
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const { Failed = [] } = await this.#deps.sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: this.#deps.queueUrl, Entries }),
    );
    if (Failed.length > 0) this.#report(`cannot delete ${Failed.length} messages: ${Failed[0]?.Code ?? ''}`);
  }

  async #hide(messages: readonly Message[]): Promise<void> {
    const { sqs, queueUrl, retryAfterSeconds } = this.#deps;
    if (retryAfterSeconds === undefined || messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: retryAfterSeconds,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
  }

  #report(what: string): void {
    this.#deps.failed(this.#deps.pool.declaration.name, what);
  }
}
