import { phrase, smallTalkPhrase } from '../../models/built-in/phrases.ts';
import type { Answered } from '../../models/llm.ts';
import { MalformedInput, UpstreamRefused } from '../../runtime/errors.ts';
import { failureOf, type Log } from '../../runtime/telemetry.ts';
import { escalationOfVerdict } from '../escalation.ts';
import { headStart, type HeadStart, type HeadStartDeps } from '../head-start.ts';
import { optOutsAmong, saysStop } from '../opt-out.ts';
import { inLightOf, type RouteVerdict } from '../route.ts';
import { isCertain, quickVerdict, routed, type RouterDeps } from '../router.agent.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { isOfConversation } from '../turn-limit.ts';
import { questionOf } from '../utterances.ts';
import type { Words } from '../../conversation/words.ts';

export interface ClassifyDeps extends RouterDeps, HeadStartDeps {
  /** What the team marked a contact with, as Chatwoot shows it now. Throws as Chatwoot's client does. */
  labelsOf: (contactId: number) => Promise<readonly string[]>;
  log: Log;
}

/**
 * Says what the customer wants, how urgent it is and in which language; fixed replies are chosen right here. While the
 * router's model thinks, the contact's labels are read and what the answer will need is begun.
 */
export function classifyNode(deps: ClassifyDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    const question = { ...questionOf(state), signal: state.turn.patience };
    const quick = await quickVerdict(deps, question);
    const stops = await stopsOf(deps, state, quick.value);
    if (stops.length > 0) return optedOut(deps, state, stops);
    const { limit } = state.turn;
    if (isOfConversation(limit)) return { ...understood(quick), needsHuman: true, escalationReason: limit };
    const labels = () => labelsOrNone(deps, state);
    if (onlyAttachments(question.text)) {
      const verdict = { ...quick, value: inLightOf(await labels(), quick.value) };
      return { ...understood(verdict), needsHuman: true, escalationReason: 'cannot-read-attachment' };
    }
    if (isCertain(quick.value)) return answered(deps, state, quick);
    const begun = headStart(deps, { ...question, channel: state.turn.inbox.channel }, quick.value);
    const verdict = await waitFor(begun, routed(deps, { question, labels }, quick));
    const update = answered(deps, state, verdict);
    return { ...update, turn: { ...state.turn, headStart: keptOf(deps, state, begun, update) } };
  };
}

/** One message is judged by the verdict there is; of several, each by itself. */
async function stopsOf(deps: ClassifyDeps, { turn }: TurnState, quick: RouteVerdict): Promise<Words[]> {
  const [only, ...more] = turn.words;
  if (only === undefined || more.length > 0) return optOutsAmong(deps, turn.words);
  return saysStop(quick, only.text) ? [only] : [];
}

/** Honoured at once, whatever else was said; what only a person can do of the rest goes to a person. */
async function optedOut(deps: ClassifyDeps, state: TurnState, stops: readonly Words[]): Promise<TurnUpdate> {
  const { history } = questionOf(state);
  const verdict = await quickVerdict(deps, { text: stops[0]?.text ?? '', history });
  const rest = state.turn.words.filter((said) => !stops.includes(said)).map(({ text }) => text);
  const escalation =
    rest.length === 0
      ? null
      : escalationOfVerdict((await quickVerdict(deps, { text: rest.join('\n'), history })).value);
  return {
    ...understood(verdict),
    optedOut: true,
    needsHuman: escalation !== null,
    escalationReason: escalation,
    agentResponse: phrase('opt_out_confirmed', verdict.value.language, { shopName: deps.shop.name }),
  };
}

/** Labels that Chatwoot will not show, as of a contact that was merged into another, cost nobody an answer. */
async function labelsOrNone(
  { labelsOf, log }: ClassifyDeps,
  { conversationId, turn }: TurnState,
): Promise<readonly string[]> {
  try {
    return await labelsOf(turn.live.contact.id);
  } catch (error) {
    if (!(error instanceof UpstreamRefused || error instanceof MalformedInput)) throw error;
    log({ event: 'labels.unread', conversationId, failure: failureOf(error) });
    return [];
  }
}

/** An answer that was begun is not left running when the router breaks down. */
async function waitFor<T>({ draft }: HeadStart, verdict: Promise<T>): Promise<T> {
  try {
    return await verdict;
  } catch (error) {
    draft?.cancel();
    throw error;
  }
}

/** The early answer is kept if the agent is to answer after all, in the language it was begun in. */
function keptOf(deps: ClassifyDeps, state: TurnState, begun: HeadStart, verdict: TurnUpdate): HeadStart {
  const { draft } = begun;
  if (draft === undefined) return begun;
  const isWanted =
    verdict.escalationReason === null && verdict.agentResponse === null && verdict.route !== 'stock_alert';
  const kept = isWanted && verdict.language === draft.language;
  deps.log({ event: 'answer.begun-early', conversationId: state.conversationId, kept });
  if (kept) return begun;
  draft.cancel();
  return { ...begun, draft: undefined };
}

function answered(deps: ClassifyDeps, state: TurnState, verdict: Answered<RouteVerdict>): TurnUpdate {
  const escalation = escalationOfVerdict(verdict.value);
  const reply = fixedReply(verdict, state.messageContent, deps.shop.name);
  return {
    ...understood(verdict),
    needsHuman: escalation !== null,
    escalationReason: escalation,
    agentResponse: reply,
    optedOut: verdict.value.intent === 'opt_out' && reply !== null,
  };
}

function understood({ value, model, usage }: Answered<RouteVerdict>): TurnUpdate {
  const { intent, priority, sentiment, language, confidence, reason, route } = value;
  const stockAlertRequested = intent === 'stock_alert';
  return {
    ...{ intent, priority, sentiment, language, confidence, reason, route },
    ...{ model, usage, stockAlertRequested },
  };
}

/** Below this the built-in router is right in 13 of 44 cases only (evals/routing): too little for a canned answer. */
const leastConfidence = 0.7;

/** What needs neither the shop's data nor a person. */
function fixedReply({ value, model }: Answered<RouteVerdict>, text: string, shopName: string): string | null {
  const { intent, language, confidence } = value;
  if (confidence < leastConfidence) return null;
  // By its words alone a long message is not understood: "unsubscribe" may stand in the foot of a letter.
  if (intent === 'opt_out' && model === 'built-in' && !saysStop(value, text)) return null;
  if (intent === 'greeting_smalltalk') return phrase(smallTalkPhrase(text), language, { shopName });
  if (intent === 'opt_out') return phrase('opt_out_confirmed', language, { shopName });
  return null;
}

/** Words are `[image]`, `[audio]` … when the customer sent only files. */
function onlyAttachments(text: string): boolean {
  return /^(\[[a-z_]+\]\s*)+$/u.test(text);
}
