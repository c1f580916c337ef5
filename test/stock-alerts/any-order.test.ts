import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { upsertProducts } from '../../lib/catalog/learn.ts';
import { setStock, stockOf } from '../../lib/catalog/stock.ts';
import { aProduct } from '../catalog/products.contract.ts';
import { wordVectors } from '../catalog/word-vectors.ts';
import { aDb } from '../support/postgres.ts';
import { aStockWorld, type StockWorld } from './a-stock-world.ts';

const who = fc.nat({ max: 2 });
/** The product as a whole, or one of its variants. */
const which = fc.nat({ max: 2 });
const places = ['after-outbound-commit', 'after-outbound-send'] as const;
const losses = [
  { method: 'POST', kind: { drop: true } },
  { method: 'POST', kind: { drop: true, after: true } },
  { method: 'POST', kind: { status: 502, after: true } },
  { method: 'GET', kind: { status: 503 } },
] as const;

/** What may happen in the shop, in any order. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('stock' as const), which, stock: fc.nat({ max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('wish' as const), who, which }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('check' as const) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('notice' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('notice-dies' as const), at: fc.constantFrom(...places) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('notice-loses' as const), loss: fc.constantFrom(...losses) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('turn-meanwhile' as const),
      at: fc.constantFrom(...places),
      who,
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('customer' as const), who }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('turn' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('person' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('stop' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('job-is-lost' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('queue-is-down' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('time' as const), minutes: fc.constantFrom(20, 60, 800) }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** One product of its own, with two variants or none, and three customers, watched. */
async function aShopDay(world: StockWorld, sku: string, hasVariants: boolean) {
  const units = hasVariants ? [`${sku}-L`, `${sku}-S`] : [sku];
  const variants = hasVariants
    ? units.map((unit) => ({ sku: unit, name: unit, priceCents: 1, stock: 0 }))
    : undefined;
  const product = aProduct({ sku, name: sku, stock: 0, ...(variants && { variants }) });
  await upsertProducts({ db: world.db, embeddings: wordVectors() }, [product]);
  const customers = await Promise.all(['Ana', 'Ben', 'Eva'].map((name) => world.customer(name)));
  const spokeAt = new Map<number, number>();
  /** What each customer waits for, as they would say themselves. */
  const waitsFor = new Map(customers.map(({ conversationId }) => [conversationId, new Set<string>()]));
  const broken: string[] = [];
  const cameIn = new Map(units.map((unit) => [unit, 0]));
  const told = new Map(units.map((unit) => [unit, 0]));
  const toldSinceRise = new Map(units.map((unit) => [unit, 0]));
  const notices = () =>
    customers.flatMap(({ conversationId }) =>
      world.simulator.messages(conversationId).flatMap((one: any) => {
        const outboxId: unknown = one.content_attributes?.outbox_id;
        return typeof outboxId !== 'string'
          ? []
          : [{ conversationId, outboxId, id: Number(one.id), text: String(one.content) }];
      }),
    );
  const stockNow = async (unit: string) => (await stockOf(world.db, unit))!.stock;
  const setTo = async (stock: number, unit: string) => {
    const rise = Math.max(0, stock - (await stockNow(unit)));
    cameIn.set(unit, cameIn.get(unit)! + rise);
    if (rise > 0) toldSinceRise.set(unit, 0);
    await setStock(world.db, { sku: unit, stock });
  };

  /** Whether telling this customer of this unit was right. */
  const look = async ({ conversationId, text }: { conversationId: number; text: string }) => {
    const unit = units.find((one) => text.includes(`${one} is back`))!;
    told.set(unit, told.get(unit)! + 1);
    toldSinceRise.set(unit, toldSinceRise.get(unit)! + 1);
    const stock = await stockNow(unit);
    if (stock === 0) broken.push('told although it was sold out');
    if (toldSinceRise.get(unit)! > stock) broken.push('more told than there are');
    if (told.get(unit)! > cameIn.get(unit)!) broken.push('more told than units came in');
    const spoke = spokeAt.get(conversationId) ?? -Infinity;
    if (world.clock.now.getTime() - spoke < 12 * 3_600_000) broken.push('talked over a person');
    const wishes = waitsFor.get(conversationId)!;
    if (!wishes.has(unit) && !wishes.has(sku)) broken.push('told again of the same thing');
    wishes.delete(unit);
    wishes.delete(sku);
  };

  /** Tries one notice and looks whether what it did was right. */
  const notice = async () => {
    const before = new Set(notices().map(({ outboxId }) => outboxId));
    await world.attempt();
    for (const one of notices()) if (!before.has(one.outboxId)) await look(one);
  };
  return { customers, units, spokeAt, waitsFor, broken, notices, setTo, notice };
}

async function happens(
  world: StockWorld,
  day: Awaited<ReturnType<typeof aShopDay>>,
  sku: string,
  one: Happening,
) {
  const customer = 'who' in one ? day.customers[one.who]! : undefined;
  const thing = 'which' in one ? [sku, ...day.units][one.which % (day.units.length + 1)]! : sku;
  if (one.what === 'stock') await day.setTo(one.stock, day.units.includes(thing) ? thing : day.units[0]!);
  if (one.what === 'check') await world.check();
  if (one.what === 'time') world.pass(one.minutes);
  if (one.what === 'job-is-lost') world.queue.shift();
  if (one.what === 'queue-is-down') {
    world.hooks.queueIsDown = true;
    await world.check();
    world.hooks.queueIsDown = false;
  }
  if (one.what === 'notice-dies') {
    world.hooks.faultPoint = async (name) => {
      if (name === one.at) throw new Error('the process died here');
    };
  }
  if (one.what === 'notice-loses') world.simulator.faults.rest({ ...one.loss, path: /messages$/, times: 1 });
  if (one.what === 'turn-meanwhile') {
    world.hooks.faultPoint = async (name) => {
      if (name === one.at) await world.answered(customer!.conversationId);
    };
  }
  if (one.what.startsWith('notice') || one.what === 'turn-meanwhile') await day.notice();
  world.hooks.faultPoint = async () => {};
  world.simulator.faults.clear();
  if (customer === undefined) return;
  const { conversationId, contactInboxId } = customer;
  if (one.what === 'wish') {
    await world.wish(customer, thing);
    day.waitsFor.get(conversationId)!.add(thing);
  }
  if (one.what === 'customer') world.simulator.customerWrites(contactInboxId, 'One more thing');
  if (one.what === 'turn') await world.answered(conversationId);
  if (one.what === 'stop') {
    await world.optOut(customer);
    day.waitsFor.get(conversationId)!.clear();
  }
  if (one.what === 'person') {
    world.simulator.personWrites(conversationId, 'I have this.');
    day.spokeAt.set(conversationId, world.clock.now.getTime());
  }
}

describe('whatever happens to those who wait, in whatever order', () => {
  beforeAll(() => aDb());

  it(
    'nobody is told twice, or of what is not there, and nobody is forgotten',
    { timeout: 240_000 },
    async () => {
      const world = await aStockWorld();
      let days = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), async (happenings) => {
          days += 1;
          const sku = `SKU-${days}`;
          const day = await aShopDay(world, sku, days % 2 === 0);
          for (const one of happenings) await happens(world, day, sku, one);

          // A quiet day on which there is enough for everybody: all who still wait are told.
          world.pass(13 * 60);
          for (const unit of day.units) {
            await day.setTo(0, unit);
            await day.setTo(50, unit);
          }
          for (const { conversationId } of day.customers) await world.answered(conversationId);
          for (let hour = 0; hour < 3; hour += 1) {
            await world.check();
            while (world.queue.length > 0) await day.notice();
            world.pass(61);
          }

          const alerts = (await world.alerts()).filter((alert) => [sku, ...day.units].includes(alert.sku!));
          const said = day.notices().map(({ outboxId }) => outboxId);
          expect(day.broken).toEqual([]);
          expect(new Set(said).size).toBe(said.length);
          expect(
            alerts.map(({ status }) => status).filter((one) => one !== 'cancelled' && one !== 'notified'),
          ).toEqual([]);
          const notified = alerts.filter(({ status }) => status === 'notified');
          // Each message closes the wish it was made for, and perhaps others with it.
          const messages = day.notices().map(({ id }) => id);
          for (const { messageId } of notified) expect(messages).toContain(messageId);
          for (const { conversationId } of day.customers) {
            const ledger = await world.ledger.read({ accountId: 1, conversationId });
            expect(ledger?.owed).toEqual([]);
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});
