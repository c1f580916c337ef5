import type { ChatMessage } from '../chatwoot/conversation.ts';
import { customerWords } from '../conversation/words.ts';
import type { Ledger } from '../store/dynamodb/ledger.ts';

/** Why one conversation goes to a person although the assistant could answer. */
export type ConversationLimit = 'conversation-budget' | 'too-many-answers' | 'repeated-words';

/** What one conversation has had of us: in its ledger, absent until we answered there. */
export type Pace = NonNullable<Ledger['pace']>;

/**
 * Nobody reads and answers twenty times in ten minutes for long: it is a robot, whose answers trigger ours and ours its
 * next one, or somebody who plays. Twice the pace of the liveliest real chat we can imagine (one every minute).
 */
export const mostAnswersInWindow = 20;
export const windowMs = 10 * 60_000;

/** A slow loop (one answer every ten minutes, all day long) is found by this one; a sale takes a tenth of it. */
export const mostAnswersInADay = 60;

/** Said so often word for word, each time after an answer of ours, it is a robot, or somebody we do not help. */
export const mostRepeated = 5;

export interface ConversationLimitQuestion {
  readonly pace: Pace | undefined;
  /** As Chatwoot shows them, oldest first; what is to be answered is among them. */
  readonly messages: readonly ChatMessage[];
  /** Up to this message a person has dealt with it. */
  readonly releasedAfter: number;
  readonly budgetUsd: number | null;
  readonly now: Date;
  /** `2026-05-01`, where the shop is. */
  readonly today: string;
}

/** Whether the assistant has done enough in this conversation; null = it may answer once more. */
export function conversationLimit({
  pace,
  messages,
  releasedAfter,
  budgetUsd,
  now,
  today,
}: ConversationLimitQuestion): ConversationLimit | null {
  const { usd, answers, recent } = paceOf(pace, { now, today });
  if (timesRepeated(messages, releasedAfter) >= mostRepeated) return 'repeated-words';
  if (recent.length >= mostAnswersInWindow || answers >= mostAnswersInADay) return 'too-many-answers';
  return budgetUsd !== null && usd >= budgetUsd ? 'conversation-budget' : null;
}

/** The pace with what was paid for, also where nothing came of it. */
export function withCost(pace: Pace | undefined, usd: number, when: { now: Date; today: string }): Pace {
  const before = paceOf(pace, when);
  // Billionths of a dollar, as the shop's day counts: sums of fractions must not grow tails.
  return { ...before, usd: Number((before.usd + usd).toFixed(9)) };
}

/** The pace with one more answer. */
export function withAnswer(pace: Pace | undefined, when: { now: Date; today: string }): Pace {
  const before = paceOf(pace, when);
  const recent = [...before.recent, secondsOf(when.now)].slice(-mostAnswersInWindow);
  return { ...before, answers: before.answers + 1, recent };
}

/** As it is now: yesterday's sums are over, and answers of half an hour ago are no part of a burst. */
function paceOf(pace: Pace | undefined, { now, today }: { now: Date; today: string }): Pace {
  const oldest = secondsOf(now) - windowMs / 1000;
  const recent = (pace?.recent ?? []).filter((at) => at > oldest);
  return pace?.day === today ? { ...pace, recent } : { day: today, usd: 0, answers: 0, recent };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** How often in a row the customer said the same, each time after an answer of ours; since a person let go of it. */
function timesRepeated(messages: readonly ChatMessage[], releasedAfter: number): number {
  let [times, said, answered] = [0, '', true];
  for (const message of messages.toReversed()) {
    if (message.private || message.deleted || message.id <= releasedAfter) continue;
    if (message.author === 'person') break;
    if (message.author === 'bot') answered = true;
    const [words] = customerWords([message]);
    if (words === undefined) continue;
    const text = words.text.toLowerCase().replace(/\s+/gu, ' ').trim();
    if (times > 0 && text !== said) break;
    if (answered) times += 1;
    [said, answered] = [text, false];
  }
  return times;
}
