import type { Store } from '../store/store.ts';
import type { SimulatorEvent } from '../store/jobs.ts';

/** What every rule of the simulator needs. One account, so it is here and not in the rows. */
export interface World {
  readonly store: Store;
  readonly account: { readonly id: number; readonly name: string };
  /** The shop's clock. Signatures and timers use real time instead. */
  readonly now: () => Date;
  /** Real time, for signatures and timers. */
  readonly realNow: () => number;
  /** Chance, seeded: losses, duplicates, order. */
  readonly random: () => number;
  /** Something happened: webhooks go out once the surrounding transaction is through. */
  readonly emit: (event: SimulatorEvent) => void;
  /** An outgoing message was stored and starts its way to the channel. */
  readonly sendToChannel: (messageId: number) => void;
  /** Base address of this simulator as others reach it, without a trailing slash. */
  readonly baseUrl: () => string;
  /** Where Frontdesk listens, if it does. */
  readonly webhookUrl: () => string | undefined;
  readonly log: (line: SimulatorLogLine) => void;
}

/** Everything the simulator ever logs. No field can carry a customer's words or a token. */
export type SimulatorLogLine =
  | {
      event: 'webhook.failed';
      endpoint: string;
      name: string;
      reason: string;
      attempt: number;
      willRetry: boolean;
    }
  | { event: 'job.failed'; job: 'webhook' | 'sending'; error: string }
  | { event: 'request.failed'; method: string; path: string; error: string };

/** Who does something: a person of the shop, a bot, or Chatwoot itself. */
export type Actor = { kind: 'user'; id: number } | { kind: 'bot'; id: number } | { kind: 'system' };

/** The answer of Chatwoot's REST when something is refused. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: Record<string, unknown> | string;

  constructor(status: number, body: Record<string, unknown> | string) {
    super(typeof body === 'string' ? body : JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

/** 404 as Chatwoot words it. */
export const notFound = (): Refusal => new Refusal(404, { error: 'Resource could not be found' });

/** 422 for something that could not be done. */
export const unprocessable = (error: string): Refusal => new Refusal(422, { error });

/** 422 of a model validation. */
export const invalid = (message: string, ...attributes: string[]): Refusal =>
  new Refusal(422, { message, attributes });
