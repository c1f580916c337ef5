import type { Context, SQSEvent } from 'aws-lambda';
import { turnJob, turnReceives, type Attempt, type TurnJob } from '../../lib/queue/jobs.ts';
import type { Parked } from '../../lib/queue/parking.ts';
import { sqsHandler } from '../../lib/runtime/sqs-handler.ts';

/** How the turns of one conversation are taken; the turn harness has it. */
interface Turns {
  turn(conversationId: number, attempt: Attempt): Promise<{ kind: string }>;
}

/** What came of one job, from its first attempt to its last. */
interface Given {
  attempts: number;
  /** Seconds the queue waited before each further attempt. */
  pauses: number[];
  /** How the last attempt ended; undefined when it threw. */
  ended: string | undefined;
  parked: Parked[];
}

/**
 * The real handler of a queue's worker over the turn harness, and a queue whose pauses are written down instead of waited
 * for: a job is given again until it is acknowledged.
 */
export function aTurnQueue(turns: Turns) {
  return {
    /** `between` happens in the pause before each further attempt. */
    async give(conversationId: number, { between = async () => {} } = {}): Promise<Given> {
      const given: Given = { attempts: 0, pauses: [], ended: undefined, parked: [] };
      const handler = handlerOf(turns, given);
      for (;;) {
        given.attempts += 1;
        const event = { Records: [recordOf(conversationId, given.attempts)] } as unknown as SQSEvent;
        const { batchItemFailures } = await handler(event, {
          getRemainingTimeInMillis: () => 100_000,
        } as Context);
        if (batchItemFailures.length === 0) return given;
        await between();
      }
    },
  };
}

function handlerOf(turns: Turns, given: Given) {
  return sqsHandler({
    job: turnJob,
    mostReceives: turnReceives,
    worker: {
      visibility: {
        hideFor: async (_handle, seconds) => void given.pauses.push(seconds),
        acknowledge: async () => undefined,
      },
      parking: { park: async (one) => void given.parked.push(one) },
      log: Object.assign(() => undefined, {
        within: <T>(_story: string, tell: () => Promise<T>) => tell(),
        story: () => null,
      }),
      realTime: () => new Date(),
      hiddenSeconds: undefined,
    },
    deps: async () => turns,
    run: async (deps, job, attempt) => {
      // What was hidden when the attempt began is not a pause.
      given.pauses.pop();
      given.ended = undefined;
      given.ended = (await deps.turn(job.conversationId, attempt)).kind;
    },
  });
}

function recordOf(conversationId: number, receives: number) {
  const job: TurnJob = {
    kind: 'take-turn',
    accountId: 1,
    conversationId,
    cause: 'customer-message',
    messageId: null,
    deliveryId: null,
    acceptedAt: new Date().toISOString(),
  };
  return {
    messageId: 'job-1',
    receiptHandle: `receipt-${receives}`,
    messageAttributes: {},
    body: JSON.stringify(job),
    attributes: { ApproximateReceiveCount: String(receives), MessageGroupId: `1:${conversationId}` },
  };
}
