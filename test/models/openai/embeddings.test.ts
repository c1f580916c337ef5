import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../../../lib/config/secret.ts';
import { openAiEmbeddings, type EmbeddingPatience } from '../../../lib/models/openai/embeddings.ts';
import { costsWith } from '../../../lib/models/prices.ts';
import { UpstreamUnavailable } from '../../../lib/runtime/errors.ts';
import { failureOf, type LogEvent } from '../../../lib/runtime/telemetry.ts';
import { answering, aServer, type SeenRequest } from '../../support/http-server.ts';
import { hostileTexts } from '../built-in/hostile-texts.ts';

type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** OpenAI as its protocol has it: the vector of a text has its length at its first place. */
const vectors: Answer = ({ body }, response) => {
  const data = (body.input as string[]).map((text, index) => ({ index, embedding: encoded(text.length) }));
  answering(200, { object: 'list', data, usage: { prompt_tokens: 1000 * data.length } })(
    {} as never,
    response,
  );
};

function encoded(first: number): string {
  const numbers = new Float32Array(512);
  numbers[0] = first;
  return Buffer.from(numbers.buffer).toString('base64');
}

async function openAi(...answers: Answer[]) {
  return openAiWithin({ questionMs: 5000, batchMs: 5000 }, ...answers);
}

async function openAiWithin(patience: EmbeddingPatience, ...answers: Answer[]) {
  const server = await aServer(...answers);
  onTestFinished(() => server.close());
  const log: LogEvent[] = [];
  const paid: number[] = [];
  const embeddings = openAiEmbeddings({
    modelId: 'text-embedding-3-small',
    apiKey: new Secret('sk-not-real'),
    baseUrl: `${server.url}/v1`,
    log: (event) => void log.push(event),
    costOf: costsWith(),
    paid: (usd) => void paid.push(usd),
    patience,
  });
  return { ...server, embeddings, log, paid };
}

async function failure(attempt: Promise<unknown>): Promise<UpstreamUnavailable> {
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (error instanceof UpstreamUnavailable) return error;
  throw new Error('It did not fail as it should', { cause: error });
}

describe("OpenAI's embeddings", () => {
  it('ask for 512 dimensions with the key, and say what it cost', async () => {
    const { embeddings, seen, log } = await openAi(vectors);
    const [vector] = await embeddings.embed(['oak lamp']);
    expect(vector).toHaveLength(512);
    expect(vector![0]).toBe(8);
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/v1/embeddings',
        headers: { authorization: 'Bearer sk-not-real' },
        body: { model: 'text-embedding-3-small', input: ['oak lamp'], dimensions: 512 },
      },
    ]);
    expect(log).toEqual([
      {
        event: 'model.answered',
        task: 'embed',
        model: 'openai:text-embedding-3-small',
        promptVersion: 'none',
        ms: expect.any(Number),
        inputTokens: 1000,
        outputTokens: 0,
        cacheReadTokens: 0,
        costUsd: expect.closeTo(0.00002, 10),
      },
    ]);
  });

  it('send many texts in batches and keep their order', async () => {
    const { embeddings, seen } = await openAi(vectors);
    const texts = Array.from({ length: 600 }, (_, index) => 'x'.repeat(1 + index));
    const all = await embeddings.embed(texts);
    expect(all.map(([length]) => length)).toEqual(texts.map(({ length }) => length));
    expect(seen.map(({ body }) => body.input.length)).toEqual([256, 256, 88]);
  });

  it('take vectors in whatever order they are listed', async () => {
    const { embeddings } = await openAi(
      answering(200, {
        data: [
          { index: 1, embedding: encoded(1) },
          { index: 0, embedding: encoded(0) },
        ],
      }),
    );
    expect((await embeddings.embed(['a', 'b'])).map(([first]) => first)).toEqual([0, 1]);
  });

  it('send nothing for nothing', async () => {
    const { embeddings, seen } = await openAi(vectors);
    expect(await embeddings.embed([])).toEqual([]);
    expect(seen).toEqual([]);
  });

  it('send what OpenAI accepts of whatever a customer writes', async () => {
    const { embeddings, seen } = await openAi(vectors);
    const texts = ['', '\ud83d', '灯'.repeat(20_000), ...hostileTexts.map(({ text }) => text)];
    expect(await embeddings.embed(texts)).toHaveLength(texts.length);
    for (const sent of seen.flatMap(({ body }) => body.input as string[])) {
      expect(sent.isWellFormed() && sent.length > 0).toBe(true);
      expect(Buffer.byteLength(sent)).toBeLessThanOrEqual(8000);
    }
  });

  it('stay below what a request may hold', async () => {
    const { embeddings, seen } = await openAi(vectors);
    await embeddings.embed(Array.from({ length: 100 }, () => 'é'.repeat(5000)));
    for (const { body } of seen) {
      const bytes = (body.input as string[]).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      expect(bytes).toBeLessThanOrEqual(300_000);
    }
  });
});

describe("when OpenAI's embeddings", () => {
  it.each([
    ['do not take the key', answering(401, { error: { message: 'Incorrect API key: sk-no****real' } })],
    ['do not know the model', answering(404, { error: { message: 'no such model' } })],
    ['break', answering(500, { error: { message: 'oops' } })],
    ['answer with something else', answering(200, '<html>')],
    ['answer with too few vectors', answering(200, { data: [] })],
    [
      'answer with short vectors',
      answering(200, { data: [{ index: 0, embedding: Buffer.alloc(8).toString('base64') }] }),
    ],
    ['hang up', (_request: SeenRequest, response: ServerResponse) => response.destroy()],
  ] satisfies [string, Answer][])('%s, nobody is told what was said', async (_what, answer) => {
    const { embeddings } = await openAi(answer);
    const error = await failure(embeddings.embed(['my phone is 555-0100']));
    expect(error.message).toMatch(/^openai:text-embedding-3-small gave /);
    expect(JSON.stringify(failureOf(error))).not.toMatch(/555|sk-|oops/);
  });

  it('are busy, it is known when to come back', async () => {
    const { embeddings, seen } = await openAi(answering(429, {}, { 'retry-after': '17' }));
    expect(await failure(embeddings.embed(['lamp']))).toMatchObject({ retryAfterSeconds: 17 });
    expect(seen).toHaveLength(1);
  });

  it('stumble, they are asked once more', async () => {
    const { embeddings, seen } = await openAi(answering(503, {}), vectors);
    expect(await embeddings.embed(['lamp'])).toHaveLength(1);
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['do not answer at all', () => {}],
    [
      'stop in the middle of an answer',
      (_request: SeenRequest, response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
      },
    ],
  ] satisfies [string, Answer][])(
    '%s, a question does not wait for ever, and a batch a little longer',
    async (_what, answer) => {
      const short = await openAiWithin({ questionMs: 50, batchMs: 60_000 }, answer);
      expect(await failure(short.embeddings.embed(['lamp']))).toMatchObject({ retryable: true });
      const long = await openAiWithin({ questionMs: 60_000, batchMs: 50 }, answer);
      expect(await failure(long.embeddings.embed(['lamp', 'rug']))).toMatchObject({ retryable: true });
    },
  );
});
