import { channelOf } from '../../lib/chatwoot/channels.ts';
import { upsertLead } from '../../lib/leads/store.ts';
import { createStockAlert } from '../../lib/stock-alerts/store.ts';
import type { Db } from '../../lib/store/postgres/db.ts';
import { openStore } from '../chatwoot-simulator/store/store.ts';
import { placedCustomers, type PlacedCustomer } from '../chatwoot-simulator/seed-customers.ts';
import type { DemoCustomer } from './customers/customer.ts';
import { demoCustomers, thingOf } from './customers/demo-customers.ts';

const accountId = 1;
const keptMs = 180 * 24 * 3600 * 1000;

/**
 * Makes the simulator's demo customers known to Frontdesk: a lead for each, and what they wait for. Running it again
 * changes nothing, also after they were told. A file that was in use before the demo customers came has none.
 */
export async function seedKnownCustomers(
  { db }: { db: Db },
  simulatorFile: string,
): Promise<{ customers: number; stockAlerts: number }> {
  const placed = placedIn(simulatorFile);
  let stockAlerts = 0;
  for (const one of placed) {
    const customer = demoCustomers.find(({ name }) => name === one.name);
    if (customer === undefined) continue;
    const leadId = await seedLead(db, customer, one);
    if (customer.waitsFor === undefined) continue;
    await seedAlert(db, { leadId, sku: customer.waitsFor, language: customer.language }, one);
    stockAlerts += 1;
  }
  return { customers: placed.length, stockAlerts };
}

function placedIn(file: string): PlacedCustomer[] {
  const store = openStore(file);
  try {
    return placedCustomers(store);
  } finally {
    store.close();
  }
}

async function seedLead(
  db: Db,
  { name, email, phone }: DemoCustomer,
  { contactId, channelClass, medium, writtenAt }: PlacedCustomer,
): Promise<string> {
  const lead = await upsertLead(db, {
    accountId,
    contact: { id: contactId, name, email: email ?? null, phone: phone ?? null, identifier: null },
    channel: channelOf(channelClass, medium).name,
    at: new Date(writtenAt),
  });
  return lead.id;
}

async function seedAlert(
  db: Db,
  { leadId, sku, language }: { leadId: string; sku: string; language: string },
  { conversationId, inboxId, channelClass, medium, messageId, words, writtenAt }: PlacedCustomer,
): Promise<void> {
  const { name, url } = thingOf(sku);
  await createStockAlert(db, {
    ...{ accountId, leadId, conversationId, inboxId, language, sku, messageId },
    channel: channelOf(channelClass, medium).name,
    productName: name,
    productUrl: url,
    turnId: null,
    customerMessage: words,
    conversationContext: null,
    priority: 'medium',
    requestedAt: new Date(writtenAt),
    expiresAt: new Date(writtenAt + keptMs),
  });
}
