import type { z } from 'zod';
import type { Log } from '../../runtime/telemetry.ts';
import type { ConverseRequest, Conversed, Decision, LanguageModel, Reply, ToolCall } from '../llm.ts';
import { ModelFailed } from '../model-failed.ts';
import { longestAnswer, mostToolRounds, patience as usualPatience, type Patience } from '../patience.ts';
import type { CostOf } from '../prices.ts';
import { within } from './deadline.ts';
import { fenced } from './fence.ts';
import { conversationMaterial, decisionMaterial } from './material.ts';
import type { Provider } from './provider.ts';
import { replyAnswer, replyForm, toReply } from './reply.ts';
import { strictSchema } from './strict-schema.ts';
import { structured } from './structured.ts';
import { tallied, type TalliedTalk } from './tally.ts';
import { offersOf, toolRound } from './tool-round.ts';

interface ModelDeps {
  provider: Provider;
  log: Log;
  costOf: CostOf;
  patience?: Patience | undefined;
}

/** A model at a provider: what is the same for every vendor. */
export function providerModel({ provider, log, costOf, patience = usualPatience }: ModelDeps): LanguageModel {
  const { id } = provider;
  return {
    id,
    decide: (question) =>
      within({ model: id, milliseconds: patience.decideMs, signal: question.signal }, (signal) =>
        decide({ provider, log, costOf, signal }, question),
      ),
    converse: (request) =>
      within({ model: id, milliseconds: patience.converseMs, signal: request.signal }, (signal) =>
        converse({ provider, log, costOf, signal }, request),
      ),
  };
}

interface Errand {
  provider: Provider;
  log: Log;
  costOf: CostOf;
  /** Ends with the time for this errand. */
  signal: AbortSignal;
}

async function decide<T>(errand: Errand, question: Decision<T>) {
  const { task, prompt, schema } = question;
  const talk = tallied(errand, {
    promptVersion: prompt.version,
    material: decisionMaterial(question),
    form: strictSchema(schema, task),
    tools: [],
    longestAnswer: longestAnswer.decide,
  });
  const { text } = await talk.ask();
  const value = structured(errand.provider.id, text, schema);
  return { value, model: errand.provider.id, usage: tell(errand, talk, task, prompt.version).usage };
}

async function converse(errand: Errand, request: ConverseRequest): Promise<Conversed> {
  const { prompt, lookedUp, tools, objections } = request;
  const talk = tallied(errand, {
    promptVersion: prompt.version,
    material: conversationMaterial(request),
    form: replyForm,
    tools: offersOf(tools),
    longestAnswer: longestAnswer.converse,
  });
  const conversation: Conversation = { talk, request, toolCalls: [...lookedUp], roundsLeft: mostToolRounds };
  let value = await answer(errand, conversation);
  const wrong = await objections(value, conversation.toolCalls);
  errand.signal.throwIfAborted();
  if (wrong.length > 0) {
    talk.addRemark(mend(wrong));
    value = await answer(errand, conversation);
  }
  const { usage, ms } = tell(errand, talk, 'converse', prompt.version);
  return { value, model: errand.provider.id, usage, toolCalls: conversation.toolCalls, modelMs: ms };
}

interface Conversation {
  talk: TalliedTalk;
  request: ConverseRequest;
  toolCalls: ToolCall[];
  roundsLeft: number;
}

/** Asks until the model answers, making the calls it wants in between. */
async function answer({ provider, signal }: Errand, conversation: Conversation): Promise<Reply> {
  const { talk, request, toolCalls } = conversation;
  for (;;) {
    const { text, calls } = await talk.ask();
    if (calls.length === 0)
      return toReply(structured<z.infer<typeof replyAnswer>>(provider.id, text, replyAnswer));
    if (conversation.roundsLeft === 0) throw new ModelFailed(provider.id, 'too-many-rounds');
    conversation.roundsLeft -= 1;
    const { results, made } = await toolRound(request.tools, calls);
    // Nobody waits for the answer any more; the tools must not go on searching for it.
    signal.throwIfAborted();
    toolCalls.push(...made);
    talk.addResults(results);
  }
}

function mend(wrong: readonly string[]): string {
  return [
    'Your answer was checked before sending and must be mended. What is wrong with it, as data:',
    fenced('objections', wrong),
    'Answer the customer again, in the same form. Say only what records and tool results hold.',
  ].join('\n');
}

function tell({ provider, log }: Errand, talk: TalliedTalk, task: string, promptVersion: string) {
  const { usage, ms } = talk.total();
  log({ event: 'model.answered', task, model: provider.id, promptVersion, ms, ...usage });
  return { usage, ms };
}
