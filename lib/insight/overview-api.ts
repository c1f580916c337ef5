import { z } from 'zod';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { readSpend } from '../spend/read-spend.ts';
import type { SpendStore } from '../store/dynamodb/spend-store.ts';
import type { Db } from '../store/postgres/db.ts';
import { readFigures, type Beginnings, type Figures } from './figures.ts';

export interface OverviewApiDeps {
  readonly db: Db;
  readonly spend: Pick<SpendStore, 'month'>;
  /** The Chatwoot account we answer for. */
  readonly accountId: () => Promise<number>;
  /** The shop's, IANA: "today" is the shop's day. */
  readonly timeZone: () => Promise<string>;
  readonly now: () => Date;
}

const units = z.enum(['messages', 'turns', 'conversations', 'alerts', 'usd', 'ms']);

const figure = z.strictObject({
  /** Null when there is nothing to make it of, as an answer time before the first answer. */
  value: z.number().nullable(),
  unit: units,
  /** What exactly is counted. */
  definition: z.string(),
  /** From when on; null = as it is right now. */
  since: z.iso.datetime().nullable(),
  /** The list behind it, as a path of this API; null where there is none. */
  path: z.string().nullable(),
});

/** The figures at a glance, as they are told. */
export const overview = z.strictObject({
  asOf: z.iso.datetime(),
  timeZone: z.string(),
  messagesToday: figure,
  answeredToday: figure,
  handledWithoutPerson: figure,
  waitingNow: figure,
  spendToday: figure,
  spendMonth: figure,
  medianAnswerMs: figure,
  p95AnswerMs: figure,
  alertsWaiting: figure,
});

const readOverview = route({
  method: 'GET',
  path: '/api/overview',
  role: 'viewer',
  summary: 'The shop at a glance: figures of today and this month, each with its definition.',
  params: nothing,
  query: nothing,
  body: noBody,
  answers: { 200: overview },
  async run({ db, spend, accountId, timeZone: zone, now: clock }: OverviewApiDeps) {
    const [now, timeZone] = [clock(), await zone()];
    const question = { accountId: await accountId(), now, timeZone };
    const [{ since, ...counts }, { today, month }] = await Promise.all([
      readFigures(db, question),
      readSpend(spend, question),
    ]);
    const figures = { ...counts, spendToday: today, spendMonth: month };
    return { status: 200, body: { asOf: now.toISOString(), timeZone, ...told(figures, since) } };
  },
});

export const overviewRoutes = [readOverview];

interface Shown extends Figures {
  readonly spendToday: number;
  readonly spendMonth: number;
}

type Told = Record<keyof Shown, z.infer<typeof figure>>;

function told(figures: Shown, since: Beginnings): Told {
  const tell = (name: keyof Shown): z.infer<typeof figure> => {
    const { unit, definition, from, path } = definitions[name];
    return {
      value: figures[name],
      ...{ unit, definition, path },
      since: from === 'now' ? null : since[from].toISOString(),
    };
  };
  return {
    messagesToday: tell('messagesToday'),
    answeredToday: tell('answeredToday'),
    handledWithoutPerson: tell('handledWithoutPerson'),
    waitingNow: tell('waitingNow'),
    spendToday: tell('spendToday'),
    spendMonth: tell('spendMonth'),
    medianAnswerMs: tell('medianAnswerMs'),
    p95AnswerMs: tell('p95AnswerMs'),
    alertsWaiting: tell('alertsWaiting'),
  };
}

interface Definition {
  unit: z.infer<typeof units>;
  definition: string;
  from: keyof Beginnings | 'now';
  path: string | null;
}

const onRecord =
  'A turn counts as soon as its record is written, usually within a second, and on the day it began.';

const definitions: Readonly<Record<keyof Shown, Definition>> = {
  messagesToday: {
    unit: 'messages',
    definition: `Customers' messages that the assistant dealt with today: answered, handed over or left unanswered on purpose. Messages that a person had in hand are not among them. ${onRecord}`,
    from: 'today',
    path: '/api/queue',
  },
  answeredToday: {
    unit: 'turns',
    definition: `Turns of today that ended with an answer to the customer and without a hand-over. One turn answers everything the customer had written by then. ${onRecord}`,
    from: 'today',
    path: '/api/queue',
  },
  handledWithoutPerson: {
    unit: 'conversations',
    definition:
      'Conversations with at least one turn today in which every turn of today was answered by the assistant, none was handed over or left unanswered, and which the assistant still has: not taken over and not paused in Frontdesk.',
    from: 'today',
    path: '/api/queue',
  },
  waitingNow: {
    unit: 'conversations',
    definition:
      'Conversations a person has in which the customer wrote something nobody has answered: handed over and not yet looked after, or written again since.',
    from: 'now',
    path: '/api/queue',
  },
  spendToday: {
    unit: 'usd',
    definition:
      'US dollars that models cost today, reckoned from the tokens their vendors told of: answers, attempts that failed, answers begun in vain, embeddings, the test bench. What a vendor charges for a question it was told to stop and never answered is not known.',
    from: 'today',
    path: null,
  },
  spendMonth: {
    unit: 'usd',
    definition: 'The same since the first of this month, where the shop is.',
    from: 'month',
    path: null,
  },
  medianAnswerMs: {
    unit: 'ms',
    definition:
      "Half of today's answers took at most so long: from when we accepted what the customer wrote, its wait on the queue included, until Chatwoot had the answer.",
    from: 'today',
    path: null,
  },
  p95AnswerMs: {
    unit: 'ms',
    definition: "Nineteen of twenty of today's answers took at most so long; measured as the median is.",
    from: 'today',
    path: null,
  },
  alertsWaiting: {
    unit: 'alerts',
    definition:
      'Wishes to be told when something is back that nobody has been told of yet and that have not run out.',
    from: 'now',
    path: '/api/stock-alerts?status=pending',
  },
};
