import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { stockAlertsContract } from './stock-alerts.contract.ts';

describe('stock alerts', () => {
  stockAlertsContract(aDb);
});
