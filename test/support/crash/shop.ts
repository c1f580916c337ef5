import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, callerOf } from './books.ts';
import type { DoomedSystem } from './doomed-system.ts';

/** What the shop sells, so that most questions have an answer; the last is sold out. */
const products = [
  ['LAMP-OAK-TABLE', 'Oak Table Lamp', 'A table lamp of solid oak, 42 cm high.', 8900, 14],
  ['KETTLE-GOOSE', 'Gooseneck Kettle', 'A kettle of brushed steel for pour-over coffee.', 6900, 5],
  ['THROW-WOOL', 'Wool Throw Blanket', 'A throw of soft lambswool, 130 x 180 cm.', 11900, 8],
  ['LAMP-DESK', 'Clamp Desk Lamp', 'A desk lamp with a clamp and a long arm.', 5900, 20],
  ['LAMP-BRASS-WALL', 'Brass Wall Light', 'A wall light of brushed brass.', 12900, 0],
] as const;
const articles = [
  ['Shipping', 'Shipping within Germany costs 4.90 euros. Orders arrive within three working days.'],
  ['Washing wool', 'Wash a wool throw blanket by hand in cold water and dry it lying flat.'],
] as const;

/** What some customers wait for. */
export const wish = 'Please tell me when the Brass Wall Light is back in stock';
const wished = 'LAMP-BRASS-WALL';

/** A life without any fault, in which the shop is filled. */
export async function stockTheShop(system: Pick<DoomedSystem, 'survive'>): Promise<void> {
  const { url, stop } = await system.survive();
  const call = callerOf(url);
  for (const [sku, name, description, priceCents, stock] of products)
    await call('/api/products', 'POST', { sku, name, description, priceCents, currency: 'EUR', stock });
  for (const [title, text] of articles) await call('/api/knowledge', 'POST', { title, text });
  await stop();
}

/** Customers wait for it then. */
async function sellOut(url: string): Promise<void> {
  await callerOf(url)(`/api/products/${wished}/stock`, 'POST', { stock: 0 });
}

/** What customers wait for comes in again and again, they are told, and it is sold out, as long as the life goes on. */
export async function restockAgainAndAgain(url: string, over: AbortSignal): Promise<void> {
  const call = callerOf(url);
  for (let stock = 100; !over.aborted; stock += 100) {
    try {
      await call('/api/stock-alerts/notify', 'POST', { sku: wished, stock });
      await sleep(1500, undefined, { signal: over });
      await sellOut(url);
      // Who asks now waits for the next time round.
      await sleep(2500, undefined, { signal: over });
    } catch {
      // It died of it, or the life is over.
      await sleep(200);
    }
  }
}

/** It comes in, and whoever still waits for it is told. */
export async function restockForGood(call: Call): Promise<void> {
  await call('/api/stock-alerts/notify', 'POST', { sku: wished, stock: 1000 });
}

/** What an earlier life left on the shelves is gone. */
export async function clearTheShelves(url: string): Promise<void> {
  try {
    await sellOut(url);
  } catch {
    // It died of it: the next life begins so, too.
  }
}
