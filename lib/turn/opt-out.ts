import type { Words } from '../conversation/words.ts';
import type { RouteVerdict } from './route.ts';
import { quickVerdict, type QuickRouterDeps } from './router.agent.ts';

/** Longer messages that hold a word of opting out are about something, or quote the foot of an e-mail. */
const mostWords = 12;
/** More messages at once are no conversation. */
const mostLookedAt = 10;
const noDoubt = 0.95;

/** Whether this verdict on one message says "write to me no more", beyond doubt. */
export function saysStop({ intent, confidence }: RouteVerdict, text: string): boolean {
  return intent === 'opt_out' && confidence >= noDoubt && isShort(text);
}

/**
 * Whether a message by itself says "write to me no more", beyond doubt and without asking any provider. Judged message by
 * message: between "STOP" and "thanks" nobody would find it in the sum.
 */
export async function isCertainOptOut(deps: QuickRouterDeps, text: string): Promise<boolean> {
  return isShort(text) && saysStop((await quickVerdict(deps, { text, history: [] })).value, text);
}

/** Those of the messages that are nothing but a wish to hear no more. */
export async function optOutsAmong(deps: QuickRouterDeps, words: readonly Words[]): Promise<Words[]> {
  const found: Words[] = [];
  for (const said of words.slice(-mostLookedAt)) {
    if (await isCertainOptOut(deps, said.text)) found.push(said);
  }
  return found;
}

function isShort(text: string): boolean {
  return text.trim().split(/\s+/u).length <= mostWords;
}
