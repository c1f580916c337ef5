import { Secret } from '../lib/config/secret.ts';
import { anthropicModel } from '../lib/models/anthropic/anthropic-model.ts';
import { openAiModel } from '../lib/models/openai/openai-model.ts';
import { costsWith } from '../lib/models/prices.ts';
import type { LogEvent } from '../lib/runtime/telemetry.ts';
import { builtInBrain } from '../test/support/built-in-brain.ts';
import { aModelServer } from '../test/support/model-server.ts';
import { percentile, rounded, type BenchReport } from './report.ts';
import { openTurnParts } from './turn-parts.ts';

const routerMs = 700;
const answerMs = 2500;

const questions = [
  'How much is the oak table lamp?',
  'Is the gooseneck kettle in stock?',
  'How much does the wool throw blanket cost?',
  '¿Cuánto cuesta la lámpara Oak Table Lamp?',
  'What does shipping within Germany cost?',
  'How do I wash the wool throw blanket?',
  '¿Cuánto cuesta el envío dentro de la Unión Europea?',
  'Do you have desk lamps?',
];

/**
 * Turns with the real adapters against a protocol server: routing by one model (0.7 s), the answer by another (2.5 s a
 * round). The ratio is the time from the job to the message at Chatwoot, over the answer model's own time.
 */
export async function benchTurnWithModels(): Promise<BenchReport> {
  const brain = builtInBrain();
  const answering = new Map<string, number>();
  const server = await aModelServer({
    brain: async (request) => {
      const reply = await brain(request);
      if (request.task === 'reply')
        answering.set(request.text, (answering.get(request.text) ?? 0) + answerMs);
      return reply;
    },
    latencyMs: (request) => (request.task === 'reply' ? answerMs : routerMs),
  });
  const logged: LogEvent[] = [];
  const log = (event: LogEvent) => void logged.push(event);
  const key = { apiKey: new Secret('bench-key-not-real'), log, costOf: costsWith() };
  const models = {
    router: openAiModel({ ...key, modelId: 'gpt-6-luna', baseUrl: server.env.OPENAI_BASE_URL }),
    conversation: anthropicModel({
      ...key,
      modelId: 'claude-sonnet-5-5',
      baseUrl: server.env.ANTHROPIC_BASE_URL,
    }),
  };
  const parts = await openTurnParts({ models, log });
  try {
    await parts.ask(parts.newCustomer(), 'How much is the ceramic mug?');
    const rows: { early: boolean; ratio: number }[] = [];
    for (const question of questions) {
      answering.clear();
      logged.length = 0;
      const { answeredMs } = await parts.ask(parts.newCustomer(), question);
      const own = answering.get(question) ?? Number.NaN;
      const early = logged.some((event) => event.event === 'answer.begun-early' && event.kept);
      rows.push({ early, ratio: answeredMs / own });
    }
    const early = rows.filter((row) => row.early);
    const late = rows.filter((row) => !row.early);
    return {
      name: 'turn-with-models',
      about: `Time to answer over the answer model's own time, with a router of ${routerMs} ms and an answer model of ${answerMs} ms a round.`,
      rows: [row('all questions', rows), row('answer begun early', early), row('router first', late)],
      notes: [
        'From the job to the message at Chatwoot: live reads, looking up, models, last look, commit and sending.',
        'The answer is begun while the router thinks where the built-in router is sure that the agent answers.',
        `Questions: product and standing ones, in English and Spanish. Aim: at most 1.15.`,
      ],
    };
  } finally {
    await parts.close();
    await server.close();
  }
}

function row(
  turns: string,
  rows: readonly { early: boolean; ratio: number }[],
): Record<string, string | number> {
  const ratios = rows.map(({ ratio }) => ratio);
  return {
    turns,
    number: rows.length,
    'ratio median': rounded(percentile(ratios, 0.5), 3),
    'ratio p90': rounded(percentile(ratios, 0.9), 3),
  };
}
