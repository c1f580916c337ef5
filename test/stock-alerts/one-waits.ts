import { setStock } from '../../lib/catalog/stock.ts';
import { aStockWorld, type StockWorld } from './a-stock-world.ts';

export const soldOut = { sku: 'LAMP-OAK', stock: 0, url: 'https://shop.example/oak-lamp' };
export const notice =
  'Good news, Ana: Oak table lamp is back in stock, for €89.00. Here is the link: https://shop.example/oak-lamp';

/** One customer waits for a sold-out lamp. */
export async function oneWaits(channel?: string, hasBot?: boolean) {
  const world = await aStockWorld(soldOut);
  const ana = await world.customer('Ana Souza', channel, hasBot);
  await world.wish(ana);
  return { world, ana, said: () => world.said(ana.conversationId) };
}

export const restock = (world: StockWorld, stock = 1) => setStock(world.db, { sku: 'LAMP-OAK', stock });

/** The lamp comes in, the next check runs, and its notices are delivered. */
export async function told(world: StockWorld, stock?: number): Promise<void> {
  await restock(world, stock);
  await world.check();
  await world.deliver();
}

/** What Chatwoot shows of the customer of a conversation. */
export const attributes = (world: StockWorld, id: number): any =>
  (world.simulator.conversation(id) as any).meta.sender.custom_attributes;

export async function blockContact(world: StockWorld, contactId: number): Promise<void> {
  const base = world.simulator.credentials;
  await fetch(`${await world.simulator.listen()}/api/v1/accounts/1/contacts/${contactId}`, {
    method: 'PUT',
    headers: { 'Api-Access-Token': base.apiToken, 'Content-Type': 'application/json' },
    body: JSON.stringify({ blocked: true }),
  });
}
