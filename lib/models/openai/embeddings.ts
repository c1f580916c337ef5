import type OpenAI from 'openai';
import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import { UpstreamUnavailable } from '../../runtime/errors.ts';
import { once } from '../../runtime/once.ts';
import type { Log } from '../../runtime/telemetry.ts';
import type { EmbeddingModel } from '../llm.ts';
import type { Paid } from '../metered.ts';
import type { CostOf } from '../prices.ts';

export interface OpenAiEmbeddingsDeps {
  /** Without the vendor, e.g. `text-embedding-3-small`. It must know `dimensions`, as all since the third generation do. */
  modelId: string;
  apiKey: Secret;
  baseUrl?: string | undefined;
  log: Log;
  costOf: CostOf;
  paid: Paid;
  /** Tests hand in a short one. */
  patience?: EmbeddingPatience;
}

/** Milliseconds for a request with its repeat: a customer waits for a question's vector, nobody for a batch. */
export interface EmbeddingPatience {
  readonly questionMs: number;
  readonly batchMs: number;
}

/** As many as the columns have, and the built-in model gives. */
const dimensions = 512;

/**
 * OpenAI's embeddings. Throws UpstreamUnavailable for whatever keeps us from having vectors, a wrong key included:
 * every use of them has a way without. The SDK is loaded at the first use.
 */
export function openAiEmbeddings({
  modelId,
  apiKey,
  baseUrl,
  log,
  costOf,
  paid,
  patience = usualPatience,
}: OpenAiEmbeddingsDeps): EmbeddingModel {
  const id = `openai:${modelId}`;
  const client = once(async () => {
    const { openAiClient } = await import('./client.ts');
    return openAiClient({ apiKey: apiKey.reveal(), baseUrl, timeoutMs: 2 * patience.batchMs });
  });
  const request = async (input: string[], limitMs: number): Promise<number[][]> => {
    const started = performance.now();
    const raw = await vectors(await client(), { model: modelId, input, dimensions }, limitMs).catch(
      (cause: unknown) => {
        const retryAfterSeconds = secondsToWait(cause);
        throw new UpstreamUnavailable(`${id} gave no vectors`, { cause, retryAfterSeconds });
      },
    );
    const answer = answerOf.safeParse(raw);
    if (!answer.success) throw unusable(id, answer.error);
    const read = { inputTokens: answer.data.usage.prompt_tokens, outputTokens: 0, cacheReadTokens: 0 };
    const costUsd = costOf(id, { ...read, cacheWriteTokens: 0 });
    paid(costUsd);
    const ms = Math.round(performance.now() - started);
    log({ event: 'model.answered', task: 'embed', model: id, promptVersion: 'none', ms, ...read, costUsd });
    return inOrder(id, answer.data, input.length);
  };
  return {
    id,
    dimensions,
    async embed(texts) {
      const limitMs = texts.length === 1 ? patience.questionMs : patience.batchMs;
      const all: number[][] = [];
      for (const batch of batchesOf(texts.map(shortened))) all.push(...(await request(batch, limitMs)));
      return all;
    },
  };
}

const usualPatience: EmbeddingPatience = { questionMs: 5000, batchMs: 20_000 };

/** A token is at least one byte, so that these stay below 8,192 tokens a text and 300,000 a request in any language. */
const longestTextBytes = 8000;
const mostBytes = 250_000;
const mostTexts = 256;

/** What of a text is embedded: its beginning, well-formed and never empty, which OpenAI would refuse. */
function shortened(text: string): string {
  const bytes = new TextEncoder().encode(text.slice(0, longestTextBytes).toWellFormed());
  if (bytes.length === 0) return '.';
  // A character cut in two at the end is left out.
  return new TextDecoder().decode(bytes.subarray(0, longestTextBytes), { stream: true });
}

function batchesOf(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostTexts || bytes + size > mostBytes) {
      batches.push([text]);
      bytes = size;
    } else {
      last.push(text);
      bytes += size;
    }
  }
  return batches;
}

/** The answer as it came: a proxy may stand behind the address. */
async function vectors(
  { embeddings }: OpenAI,
  body: { model: string; input: string[]; dimensions: number },
  limitMs: number,
): Promise<unknown> {
  return embeddings.create(body, { signal: AbortSignal.timeout(limitMs) });
}

const answerOf = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).length(dimensions) })),
  usage: z.object({ prompt_tokens: z.number().nonnegative() }).catch({ prompt_tokens: 0 }),
});

/** Vectors in the order of the texts. They may be listed in any order, each with its place. */
function inOrder(id: string, { data }: z.infer<typeof answerOf>, count: number): number[][] {
  const vectors = new Map(data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const vector = vectors.get(index);
    if (vector === undefined) throw unusable(id);
    return vector;
  });
}

function unusable(id: string, cause?: unknown): UpstreamUnavailable {
  return new UpstreamUnavailable(`${id} gave an answer without usable vectors`, { cause });
}

function secondsToWait(error: unknown): number | undefined {
  const headers = error instanceof Error && 'headers' in error ? error.headers : undefined;
  const seconds = headers instanceof Headers ? headers.get('retry-after') : null;
  return seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
}
