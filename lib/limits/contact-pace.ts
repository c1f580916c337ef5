import { Conflict, MalformedInput, UpstreamUnavailable } from '../runtime/errors.ts';
import { failureOf, type Log } from '../runtime/telemetry.ts';
import { shopDay } from '../spend/shop-day.ts';
import type { ContactPaceCount, ContactPaceStore } from '../store/dynamodb/contact-pace-store.ts';
import type { ShopOfBreaker } from './change-breaker.ts';

/**
 * A robot that opens a new conversation for every message never meets the pace of one. These are for all conversations of
 * one contact together, in an hour of the clock and in a day of the shop: more than three times what one conversation may
 * have in a day, so that nobody who reads what we answer meets them.
 */
export const mostAnswersInAnHour = 60;
export const mostAnswersToAContactInADay = 200;

/**
 * How often one contact was answered, in all their conversations. None of this ever throws because of the store: what
 * cannot be read or counted now is not worth a customer's answer.
 */
export interface ContactPace {
  /** Whether the contact had more answers than anybody reads. */
  hadEnough(contactId: number): Promise<boolean>;
  /** Counts one answer. */
  answered(contactId: number): Promise<void>;
  /** A person looked at it: what was counted counts no more. */
  forget(contactId: number): Promise<void>;
}

export interface ContactPaceDeps {
  readonly contacts: ContactPaceStore;
  readonly shop: () => Promise<ShopOfBreaker>;
  readonly now: () => Date;
  readonly log: Log;
}

/** The pace of contacts. What was read for a turn is kept until its answer is counted, which then costs one write. */
export function contactPace(deps: ContactPaceDeps): ContactPace {
  const read = new Map<number, ContactPaceCount>();
  return {
    hadEnough: (contactId) =>
      orElse(deps, false, async () => {
        const known = await countOf(deps, contactId);
        keep(read, contactId, known);
        return known.answersInHour >= mostAnswersInAnHour || known.answers >= mostAnswersToAContactInADay;
      }),
    answered: (contactId) =>
      orElse(deps, undefined, async () => {
        const known = read.get(contactId);
        read.delete(contactId);
        await change(deps, contactId, { known, to: oneMore });
      }),
    forget: (contactId) =>
      orElse(deps, undefined, async () => {
        const known = await countOf(deps, contactId);
        read.delete(contactId);
        if (known.version > 0) await change(deps, contactId, { known, to: none });
      }),
  };
}

/** Turns whose contact was read and who were not answered, as when they wrote again, leave something behind. */
const mostKept = 100;

function keep(read: Map<number, ContactPaceCount>, contactId: number, known: ContactPaceCount): void {
  if (read.size >= mostKept) read.clear();
  read.set(contactId, known);
}

/** Another conversation of the same contact may be answered at the same moment; hardly three times in a row. */
const mostTries = 3;

async function change(
  deps: ContactPaceDeps,
  contactId: number,
  { known, to }: { known: ContactPaceCount | undefined; to: (before: ContactPaceCount) => ContactPaceCount },
): Promise<void> {
  const { accountId } = await deps.shop();
  let before = known;
  for (let tries = 1; ; tries += 1) {
    before = before === undefined ? await countOf(deps, contactId) : await asOfNow(deps, before);
    try {
      await deps.contacts.write({ accountId, contactId }, to(before));
      return;
    } catch (error) {
      if (!(error instanceof Conflict) || tries === mostTries) throw error;
      before = undefined;
    }
  }
}

async function countOf(deps: ContactPaceDeps, contactId: number): Promise<ContactPaceCount> {
  const { accountId } = await deps.shop();
  return asOfNow(deps, await deps.contacts.read({ accountId, contactId }));
}

/** As it is now: sums of yesterday and of the last hour are over. */
async function asOfNow(
  { shop, now }: ContactPaceDeps,
  stored: ContactPaceCount | undefined,
): Promise<ContactPaceCount> {
  const at = now();
  const day = shopDay(at, (await shop()).timeZone);
  const hour = Math.floor(at.getTime() / 3_600_000);
  return {
    version: stored?.version ?? 0,
    day,
    answers: stored?.day === day ? stored.answers : 0,
    hour,
    answersInHour: stored?.hour === hour ? stored.answersInHour : 0,
  };
}

function oneMore(before: ContactPaceCount): ContactPaceCount {
  return { ...before, answers: before.answers + 1, answersInHour: before.answersInHour + 1 };
}

function none(before: ContactPaceCount): ContactPaceCount {
  return { ...before, answers: 0, answersInHour: 0 };
}

/** What `ask` says, or this where the store does not answer. */
async function orElse<T>({ log }: ContactPaceDeps, otherwise: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isTheStore =
      error instanceof UpstreamUnavailable || error instanceof Conflict || error instanceof MalformedInput;
    if (!isTheStore) throw error;
    log({ event: 'breaker.unread', failure: failureOf(error) });
    return otherwise;
  }
}
