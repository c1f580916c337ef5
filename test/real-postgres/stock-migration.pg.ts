import { expect, it } from 'vitest';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import { migrate, readMigrations } from '../../lib/store/postgres/migrate.ts';
import { unannounced } from '../catalog/stock.contract.ts';
import { aWish } from '../stock-alerts/stock-alerts.contract.ts';
import { migrationsFolder } from '../support/postgres.ts';
import { bareDbs } from './support.ts';

it('a shop of the release before keeps its stock and its wishes', async () => {
  const [db] = await bareDbs(1);
  const migrations = await readMigrations(migrationsFolder);
  await migrate(db!, migrations.slice(0, 9));
  await db!.query(`
    insert into products (sku, name, price_cents, currency, stock) values ('LAMP-OAK', 'Lamp', 1, 'EUR', 3);
    insert into variants (product_id, sku, name, price_cents, stock, position)
      select id, 'LAMP-L', 'Large', 1, 2, 0 from products;
    insert into leads (account_id, contact_id, channel, first_seen_at, last_seen_at)
      values (1, 70, 'whatsapp', now(), now());
    insert into conversations (
      account_id, conversation_id, lead_id, inbox_id, channel, intent, priority, sentiment, language, route, reason, last_turn_at
    ) select 1, 70, id, 3, 'whatsapp', 'faq', 'low', 0, 'es', 'agent', '', now() from leads;
    insert into stock_alerts (
      account_id, customer_id, conversation_id, channel, product_name, product_sku, request_message_id, requested_at
    ) select 1, id, 70, 'whatsapp', 'Oak table lamp', 'LAMP-OAK', 101, now() from leads;`);

  expect(await migrate(db!, migrations)).toContain('0010_stock_notices.sql');
  expect(await migrate(db!, migrations)).toEqual([]);
  // Nobody was told of anything before, so all there is counts as news.
  expect(await unannounced(db!)).toEqual({ 'LAMP-OAK': 3, 'LAMP-L': 2 });
  expect((await db!.query('select inbox_id, language, status from stock_alerts')).rows).toEqual([
    { inbox_id: '3', language: 'es', status: 'pending' },
  ]);
  // The request that made the wish is known, should its job come once more.
  await db!.query(`update stock_alerts set status = 'notified', notified_at = now()`);
  expect(await createStockAlert(db!, await aWish(db!, 70))).toMatchObject({ isNew: false });
  // The release before still runs while this one is deployed, and sets stock without knowing of the new column.
  await db!.query(`update products set stock = 5`);
  expect(await unannounced(db!)).toMatchObject({ 'LAMP-OAK': 5 });
  const isInStock = async () => (await db!.query('select in_stock from products')).rows;
  expect(await isInStock()).toEqual([{ in_stock: true }]);
  await db!.query(`update variants set stock = 0`);
  expect(await isInStock()).toEqual([{ in_stock: false }]);
});
