import type { PastCustomer } from '../../chatwoot-simulator/seed-customers.ts';
import { demoProducts } from '../products.ts';
import { continentalCustomers } from './continental.ts';
import type { DemoCustomer } from './customer.ts';
import { westernCustomers } from './western.ts';

/** Customers on every channel of the simulator, with what was said with them before today. */
export const demoCustomers: readonly DemoCustomer[] = [...westernCustomers, ...continentalCustomers];

/** They as the simulator takes them, their wishes by name. */
export function pastCustomers(): PastCustomer[] {
  return demoCustomers.map(({ waitsFor, ...customer }) => ({
    ...customer,
    ...(waitsFor !== undefined && { waitingFor: thingOf(waitsFor).name }),
  }));
}

/** What a SKU of the demo shop is called, a variant's with its product's name. */
export function thingOf(sku: string): { name: string; url: string | null } {
  for (const { sku: productSku, name, url = null, variants = [] } of demoProducts) {
    if (productSku === sku) return { name, url };
    const variant = variants.find((one) => one.sku === sku);
    if (variant !== undefined) return { name: `${name}, ${variant.name}`, url };
  }
  throw new Error(`The demo shop has no ${sku}.`);
}
