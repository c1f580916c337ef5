import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { number } from './attributes.ts';
import type { Item } from './table.ts';

/** When items go. DynamoDB deletes expired items hours or days late, so expired ones are also not shown. */
export class Expiry {
  readonly #ttlSeconds: number | undefined;
  readonly #now: () => Date;

  constructor(ttlSeconds: number | undefined, now: () => Date) {
    this.#ttlSeconds = ttlSeconds;
    this.#now = now;
  }

  get nowSeconds(): number {
    return Math.floor(this.#now().getTime() / 1000);
  }

  /** The end of something written now; undefined when things are kept for ever. */
  fresh(): number | undefined {
    return this.#ttlSeconds === undefined ? undefined : this.nowSeconds + this.#ttlSeconds;
  }

  /**
   * The end of something written now that later checkpoints may refer to. A quarter longer: a checkpoint goes when the
   * first it refers to goes, and must still live for the whole time to live itself.
   */
  freshForReferring(): number | undefined {
    return this.#ttlSeconds === undefined ? undefined : this.nowSeconds + Math.ceil(this.#ttlSeconds * 1.25);
  }

  /** Whether something that ends then ends too early for a checkpoint written now to refer to it. */
  isTooSoon(expiresAt: number | undefined): boolean {
    const needed = this.fresh();
    return expiresAt !== undefined && (needed === undefined || expiresAt < needed);
  }

  isOver(item: Item): boolean {
    const { expiresAt } = expiringItem.parse(item);
    return expiresAt !== undefined && expiresAt <= this.nowSeconds;
  }
}

/** The attribute of the table's time to live, if there is an end. */
export function endingAt(expiresAt: number | undefined): { expiresAt?: AttributeValue } {
  return expiresAt === undefined ? {} : { expiresAt: { N: String(expiresAt) } };
}

const expiringItem = z.object({ expiresAt: number.optional() });
