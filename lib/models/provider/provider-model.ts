import type { z } from 'zod';
import type { Log } from '../../runtime/telemetry.ts';
import type { ConverseRequest, Conversed, Decision, LanguageModel, Reply, ToolCall } from '../llm.ts';
import { ModelFailed } from '../model-failed.ts';
import { longestAnswer, mostToolRounds, patience as usualPatience, type Patience } from '../patience.ts';
import type { CostOf } from '../prices.ts';
import { within } from './deadline.ts';
import { fenced } from './fence.ts';
import { conversationMaterial, decisionMaterial } from './material.ts';
import type { Provider, Question } from './provider.ts';
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
  const errand = <T>(question: Question, { milliseconds, signal }: Limits, run: Run<T>): Promise<T> => {
    const talk = tallied({ provider, costOf }, question);
    return counting(talk, () =>
      within({ model: id, milliseconds, signal }, (ends) => run({ id, log, talk, signal: ends })),
    );
  };
  return {
    id,
    decide: async (question) =>
      errand(questionOf(question), { milliseconds: patience.decideMs, signal: question.signal }, (one) =>
        decide(one, question),
      ),
    converse: async (request) =>
      errand(requestOf(request), { milliseconds: patience.converseMs, signal: request.signal }, (one) =>
        converse(one, request),
      ),
  };
}

interface Limits {
  milliseconds: number;
  signal: AbortSignal | undefined;
}

interface Errand {
  /** Of the model. */
  id: string;
  log: Log;
  talk: TalliedTalk;
  /** Ends with the time for this errand. */
  signal: AbortSignal;
}

type Run<T> = (errand: Errand) => Promise<T>;

/** Whatever ends it, a failure says what had been paid for until then. */
async function counting<T>(talk: TalliedTalk, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof ModelFailed ? error.costing(talk.total().usage) : error;
  }
}

function questionOf(question: Decision<unknown>): Question {
  return {
    promptVersion: question.prompt.version,
    material: decisionMaterial(question),
    form: strictSchema(question.schema, question.task),
    tools: [],
    longestAnswer: longestAnswer.decide,
  };
}

function requestOf(request: ConverseRequest): Question {
  return {
    promptVersion: request.prompt.version,
    material: conversationMaterial(request),
    form: replyForm,
    tools: offersOf(request.tools),
    longestAnswer: longestAnswer.converse,
  };
}

async function decide<T>(errand: Errand, { task, prompt, schema }: Decision<T>) {
  const { text } = await errand.talk.ask(errand.signal);
  const value = structured(errand.id, text, schema);
  return { value, model: errand.id, usage: tell(errand, task, prompt.version).usage };
}

async function converse(errand: Errand, request: ConverseRequest): Promise<Conversed> {
  const { prompt, lookedUp, objections } = request;
  const conversation: Conversation = { request, toolCalls: [...lookedUp], roundsLeft: mostToolRounds };
  let value = await answer(errand, conversation);
  const wrong = await objections(value, conversation.toolCalls);
  errand.signal.throwIfAborted();
  if (wrong.length > 0) {
    errand.talk.addRemark(mend(wrong));
    value = await answer(errand, conversation);
  }
  const { usage, ms } = tell(errand, 'converse', prompt.version);
  return { value, model: errand.id, usage, toolCalls: conversation.toolCalls, modelMs: ms };
}

interface Conversation {
  request: ConverseRequest;
  toolCalls: ToolCall[];
  roundsLeft: number;
}

/** Asks until the model answers, making the calls it wants in between. */
async function answer({ id, talk, signal }: Errand, conversation: Conversation): Promise<Reply> {
  const { request, toolCalls } = conversation;
  for (;;) {
    const { text, calls } = await talk.ask(signal);
    if (calls.length === 0) return toReply(structured<z.infer<typeof replyAnswer>>(id, text, replyAnswer));
    if (conversation.roundsLeft === 0) throw new ModelFailed(id, 'too-many-rounds');
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

function tell({ id, log, talk }: Errand, task: string, promptVersion: string) {
  const { usage, ms } = talk.total();
  log({ event: 'model.answered', task, model: id, promptVersion, ms, ...usage });
  return { usage, ms };
}
