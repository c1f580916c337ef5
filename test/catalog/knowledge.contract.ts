import { expect, it } from 'vitest';
import type { ArticleInput } from '../../lib/catalog/knowledge.ts';
import { upsertArticle } from '../../lib/catalog/learn.ts';
import { searchKnowledge } from '../../lib/catalog/retrieval.ts';
import type { Database } from '../../lib/store/postgres/pool.ts';
import { wordVectors } from './word-vectors.ts';

const noon = new Date('2026-05-01T12:00:00Z');

function anArticle(overrides: Partial<ArticleInput> = {}): ArticleInput {
  return { title: 'Returns', text: 'Send it back within 30 days.', source: 'returns.md', ...overrides };
}

/** What the catalogue promises about knowledge, on every Postgres. */
export function knowledgeContract(aDb: () => Promise<Database>): void {
  const knowledge = async () => ({
    db: await aDb(),
    embeddings: wordVectors(),
    now: () => noon,
    log: () => {},
  });

  it('finds the passage that answers, not the whole article', async () => {
    const shop = await knowledge();
    const long = (words: string) => `${words} `.repeat(60).trim();
    const { chunks } = await upsertArticle(
      shop,
      anArticle({ text: `${long('parcel')}\n\n${long('refund')}` }),
    );
    expect(chunks).toBe(2);
    const [first] = await searchKnowledge(shop, { query: 'refund', limit: 5 });
    expect(first).toMatchObject({ title: 'Returns', text: long('refund'), rank: 1, matchedWords: true });
    expect(first!.id).toMatch(/^knowledge:[0-9a-f-]{36}$/);
  });

  it('finds a passage by the title of its article', async () => {
    const shop = await knowledge();
    await upsertArticle(shop, anArticle());
    await upsertArticle(
      shop,
      anArticle({ title: 'Opening hours', text: 'Nine to six.', source: 'hours.md' }),
    );
    const [first] = await searchKnowledge(shop, { query: 'return policy', limit: 5 });
    expect(first).toMatchObject({ title: 'Returns', matchedWords: true });
  });

  it('replaces an article of the same source and keeps the ids of its passages', async () => {
    const shop = await knowledge();
    const before = await upsertArticle(shop, anArticle());
    const [old] = await searchKnowledge(shop, { query: 'returns', limit: 5 });
    const after = await upsertArticle(shop, anArticle({ text: 'Send it back within 60 days.' }));
    expect(after).toEqual({ ...before, embedded: 1 });
    const found = await searchKnowledge(shop, { query: 'returns', limit: 5 });
    expect(found).toMatchObject([{ id: old!.id, text: 'Send it back within 60 days.' }]);
  });

  it('drops the passages an article no longer has', async () => {
    const shop = await knowledge();
    const paragraph = 'refund '.repeat(100);
    await upsertArticle(shop, anArticle({ text: `${paragraph}\n\n${paragraph}` }));
    await upsertArticle(shop, anArticle({ text: 'No returns.' }));
    expect(await searchKnowledge(shop, { query: 'refund', limit: 5 })).toMatchObject([
      { text: 'No returns.' },
    ]);
  });

  it('embeds an article again only when it changed', async () => {
    const shop = await knowledge();
    await upsertArticle(shop, anArticle());
    expect(await upsertArticle(shop, anArticle({ validFrom: noon }))).toMatchObject({ embedded: 0 });
    expect(await upsertArticle(shop, anArticle({ title: 'Sending back' }))).toMatchObject({ embedded: 1 });
  });

  it('keeps articles without a source apart', async () => {
    const shop = await knowledge();
    await upsertArticle(shop, anArticle({ source: null }));
    await upsertArticle(shop, anArticle({ source: null }));
    expect(await searchKnowledge(shop, { query: 'returns', limit: 5 })).toHaveLength(2);
  });

  it.each([
    ['not before it holds', { validFrom: new Date('2026-05-01T12:00:01Z') }, 0],
    ['from the instant it holds', { validFrom: noon }, 1],
    ['as long as it holds', { validUntil: new Date('2026-05-01T12:00:01Z') }, 1],
    ['not any more when it ended', { validUntil: noon }, 0],
  ])('tells an article %s', async (_when, validity, count) => {
    const shop = await knowledge();
    await upsertArticle(shop, anArticle(validity));
    expect(await searchKnowledge(shop, { query: 'returns', limit: 5 })).toHaveLength(count);
  });
}
